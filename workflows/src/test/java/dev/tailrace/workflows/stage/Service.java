package dev.tailrace.workflows.stage;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** A Temporal service for a {@link Stage} whose only namespace no one else uses. */
interface Service extends AutoCloseable {
    WorkflowClient client();

    /** Where workers are registered, and started once they are. */
    WorkerFactory workers();

    WorkerOptions workerOptions();

    /** Lets time pass between two looks at a condition: all of it where the service skips time, a moment where time is real. */
    void pass(Duration time);

    /** What the service knows, for a failure's message; may be empty. */
    String diagnostics();

    @Override
    void close();
}
