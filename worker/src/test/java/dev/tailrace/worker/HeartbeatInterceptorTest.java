package dev.tailrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.EngineOptions;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the service is asked for, as the history has it. */
class HeartbeatInterceptorTest {
    private static final String QUEUE = "work";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @ActivityInterface
    public interface Work {
        void work();
    }

    @WorkflowInterface
    public interface Calling {
        @WorkflowMethod
        void call();
    }

    public static final class CallingImpl implements Calling {
        @Override
        public void call() {
            Workflow.newActivityStub(
                            Work.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(LONGEST)
                                    .build())
                    .work();
        }
    }

    @Test
    void anActivityIsCalledAsTheWorkersOptionsSay() {
        for (var options : new EngineOptions[] {EngineOptions.standard(), EngineOptions.local()}) {
            var call = call(options);
            assertThat(Duration.ofSeconds(call.getHeartbeatTimeout().getSeconds()))
                    .isEqualTo(options.heartbeatTimeout());
            assertThat(Duration.ofSeconds(
                            call.getRetryPolicy().getMaximumInterval().getSeconds()))
                    .isEqualTo(options.longestRetryPause());
            assertThat(call.getRetryPolicy().getMaximumAttempts()).isZero();
            assertThat(Duration.ofSeconds(call.getStartToCloseTimeout().getSeconds()))
                    .isEqualTo(LONGEST);
        }
    }

    private static ActivityTaskScheduledEventAttributes call(EngineOptions options) {
        var environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new HeartbeatInterceptor(options))
                        .build())
                .build());
        try (environment) {
            var worker = environment.newWorker(QUEUE);
            worker.registerWorkflowImplementationTypes(CallingImpl.class);
            worker.registerActivitiesImplementations((Work) () -> {});
            environment.start();
            environment
                    .getWorkflowClient()
                    .newWorkflowStub(
                            Calling.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(QUEUE)
                                    .setWorkflowId("calling")
                                    .setWorkflowRunTimeout(LIMIT)
                                    .build())
                    .call();
            return environment.getWorkflowClient().fetchHistory("calling").getEvents().stream()
                    .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                    .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
