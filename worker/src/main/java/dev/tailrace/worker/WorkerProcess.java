package dev.tailrace.worker;

import dev.tailrace.activities.Activities;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.workflows.Workflows;
import dev.tailrace.workflows.turn.Queues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Workers on the four task queues. Closing drains: running activities get to a batch boundary first. */
public final class WorkerProcess implements AutoCloseable {
    /** Below what container platforms grant between SIGTERM and SIGKILL (30 s in Kubernetes). */
    private static final Duration DRAIN = Duration.ofSeconds(25);

    /** How long workflow code may run without waiting for something before it counts as hung. */
    private static final Duration NO_PROGRESS = Duration.ofSeconds(10);

    /**
     * How many activities of a queue run at once in this process. A segment holds a database connection while it is copied.
     * Groups of shards run as long as their tables are migrated, so there is room for those of very many tables: mostly they
     * wait, on virtual threads, without a connection. Control activities are short.
     */
    private static final Map<String, Integer> CONCURRENCY =
            Map.of(Queues.CONTROL, 32, Queues.BACKFILL, 8, Queues.CAPTURE, 1_000, Queues.VERIFICATION, 2);

    private final WorkerFactory factory;
    private final Activities activities;

    private WorkerProcess(WorkerFactory factory, Activities activities) {
        this.factory = factory;
        this.activities = activities;
    }

    /**
     * Starts polling.
     *
     * @param activities closed with this
     */
    public static WorkerProcess start(WorkflowClient client, TemporalKind temporal, Activities activities) {
        var factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new HeartbeatInterceptor(activities.options()))
                        // A table's workflows have ten threads that wait; the bound on platform threads is 600.
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        CONCURRENCY.forEach((queue, concurrency) -> {
            var worker = factory.newWorker(
                    queue,
                    temporal.fit(options(concurrency, activities.options().heartbeatTimeout()))
                            .build());
            if (queue.equals(Queues.CONTROL)) {
                Workflows.register(worker);
            }
            worker.registerActivitiesImplementations(
                    activities.byQueue().getOrDefault(queue, List.of()).toArray());
        });
        factory.start();
        return new WorkerProcess(factory, activities);
    }

    private static WorkerOptions.Builder options(int concurrency, Duration heartbeatTimeout) {
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(concurrency)
                .setUsingVirtualThreadsOnActivityWorker(true)
                // As often as activities heartbeat. It brings back that one should stop: no one waits longer for that.
                .setMaxHeartbeatThrottleInterval(heartbeatTimeout.dividedBy(Heartbeat.BEATS))
                // Of the SDK's 1 s a worker that has just started on a busy machine runs out, and fails healthy tasks.
                .setDefaultDeadlockDetectionTimeout(NO_PROGRESS.toMillis());
    }

    /** Idempotent. */
    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
        factory.shutdownNow();
        activities.close();
    }
}
