package dev.tailrace.bench.starts;

import dev.tailrace.bench.run.Ground;
import dev.tailrace.embedded.stack.Addresses;
import dev.tailrace.workflows.turn.Queues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sees in Temporal who asks for work. */
final class Polls implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final WorkflowServiceStubs service;
    private final DescribeTaskQueueRequest request;

    private Polls(WorkflowServiceStubs service, String namespace) {
        this.service = service;
        this.request = DescribeTaskQueueRequest.newBuilder()
                .setNamespace(namespace)
                .setTaskQueue(TaskQueue.newBuilder().setName(Queues.CONTROL))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build();
    }

    static Polls open(Addresses addresses) {
        var options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(addresses.temporal())
                .build();
        return new Polls(WorkflowServiceStubs.newServiceStubs(options), addresses.namespace());
    }

    /** Seconds from a worker's start until Temporal knows its first poll for workflows; it is stopped then. */
    double first(Ground ground, String workerOptions) throws Exception {
        long start = System.nanoTime();
        try (var worker = ground.worker(workerOptions)) {
            // Pollers that are gone stay listed for minutes; the SDK's identity is pid@host.
            while (!polls(worker.pid() + "@")) {
                if (System.nanoTime() - start > LIMIT.toNanos()) {
                    throw new IllegalStateException("No worker polls within " + LIMIT + "; its log is " + worker.log());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private boolean polls(String identity) {
        return service.blockingStub().describeTaskQueue(request).getPollersList().stream()
                .anyMatch(poller -> poller.getIdentity().startsWith(identity));
    }

    @Override
    public void close() {
        service.shutdownNow();
    }
}
