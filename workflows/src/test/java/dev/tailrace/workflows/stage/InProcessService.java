package dev.tailrace.workflows.stage;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;

/** The SDK's in-process service, which skips time. */
final class InProcessService implements Service {
    private final TestWorkflowEnvironment environment;

    InProcessService() {
        var options = TestEnvironmentOptions.newBuilder();
        for (var keyword :
                List.of("MigrationId", "MigrationPhase", "MigrationHealth", "SourceTable", "MigrationTarget")) {
            options.registerSearchAttribute(keyword, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        for (var number : List.of("ProgressPercent", "ReplicationLagSeconds", "MismatchCount")) {
            options.registerSearchAttribute(number, IndexedValueType.INDEXED_VALUE_TYPE_INT);
        }
        environment = TestWorkflowEnvironment.newInstance(options.build());
    }

    @Override
    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    @Override
    public WorkerFactory workers() {
        return environment.getWorkerFactory();
    }

    /** Time runs ahead of a worker's answer: its cache is not to be waited for. */
    @Override
    public WorkerOptions workerOptions() {
        return WorkerOptions.newBuilder()
                .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
                .build();
    }

    @Override
    public void pass(Duration time) {
        environment.sleep(time);
    }

    @Override
    public String diagnostics() {
        return Boolean.getBoolean("tailrace.diagnostics") ? environment.getDiagnostics() : "";
    }

    @Override
    public void close() {
        environment.close();
    }
}
