package dev.tailrace.worker;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for heartbeats of every activity, and gives them while it runs, short ones too: so the death of a worker is noticed
 * whatever it was doing, and another attempt follows.
 */
final class HeartbeatInterceptor extends WorkerInterceptorBase {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final EngineOptions options;

    HeartbeatInterceptor(EngineOptions options) {
        this.options = options;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new WorkflowInboundCallsInterceptorBase(next) {
            @Override
            public void init(WorkflowOutboundCallsInterceptor calls) {
                super.init(new Asking(calls, options));
            }
        };
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Heartbeating(next);
    }

    private static final class Asking extends WorkflowOutboundCallsInterceptorBase {
        private final EngineOptions options;

        Asking(WorkflowOutboundCallsInterceptor next, EngineOptions options) {
            super(next);
            this.options = options;
        }

        @Override
        public <R> ActivityOutput<R> executeActivity(ActivityInput<R> call) {
            var attempts = RetryOptions.newBuilder()
                    .setInitialInterval(FIRST_RETRY)
                    .setMaximumInterval(options.longestRetryPause())
                    .build();
            var asked = call.getOptions().toBuilder()
                    .setHeartbeatTimeout(options.heartbeatTimeout())
                    .setRetryOptions(attempts)
                    .build();
            return super.executeActivity(new ActivityInput<>(
                    call.getActivityName(),
                    call.getResultClass(),
                    call.getResultType(),
                    call.getArgs(),
                    asked,
                    call.getHeader()));
        }
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
            try (var heartbeat = Heartbeat.of(Objects.requireNonNull(context, "init comes first"))) {
                return super.execute(input);
            }
        }
    }
}
