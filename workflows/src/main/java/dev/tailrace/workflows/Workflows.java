package dev.tailrace.workflows;

import dev.tailrace.workflows.capture.ChangeCaptureWorkflowImpl;
import dev.tailrace.workflows.migration.MigrationWorkflowImpl;
import dev.tailrace.workflows.phase.TableMigrationWorkflowImpl;
import dev.tailrace.workflows.verification.VerificationWorkflowImpl;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;

/** Tailrace's workflow implementations. */
public final class Workflows {
    private Workflows() {}

    /**
     * Registers all of them with a worker of the control queue. An input that cannot be read fails its workflow instead of
     * getting the task stuck.
     */
    public static void register(Worker worker) {
        worker.registerWorkflowImplementationTypes(options(), types());
    }

    /** The implementation classes, e.g. for replaying histories. */
    public static Class<?>[] types() {
        return new Class<?>[] {
            MigrationWorkflowImpl.class,
            TableMigrationWorkflowImpl.class,
            ChangeCaptureWorkflowImpl.class,
            VerificationWorkflowImpl.class
        };
    }

    private static WorkflowImplementationOptions options() {
        return WorkflowImplementationOptions.newBuilder()
                .setFailWorkflowExceptionTypes(DataConverterException.class)
                .build();
    }
}
