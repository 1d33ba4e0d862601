package dev.tailrace.worker;

import dev.tailrace.activities.Pulse;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Heartbeats for every activity while it runs, short ones too: so the death of a worker is noticed whatever it was doing. */
final class LifeSigns extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Heartbeating(next);
    }

    private static final class Heartbeating extends ActivityInboundCallsInterceptorBase {
        private @Nullable ActivityExecutionContext context;

        Heartbeating(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext activity) {
            context = activity;
            super.init(activity);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            try (var pulse = Pulse.of(Objects.requireNonNull(context, "init comes first"))) {
                return super.execute(input);
            }
        }
    }
}
