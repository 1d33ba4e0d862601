package dev.tailrace.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.worker.TemporalConnection;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;

/**
 * The file that a running migration was started with: every run of its chain has it.
 *
 * @param json as it was given
 */
record RunningFile(JsonNode json) {
    /** Empty: none of that name runs. */
    static Optional<RunningFile> of(TemporalConnection temporal, String name) {
        try {
            var described = temporal.client().newUntypedWorkflowStub(name).describe();
            return described.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                    ? temporal.input(name).map(RunningFile::new)
                    : Optional.empty();
        } catch (WorkflowNotFoundException none) {
            return Optional.empty();
        }
    }

    /** Whether a file with that digest says the same. */
    boolean isOf(String digest) {
        return FileReader.read(json) instanceof FileAnswer.Ok ok && ok.digest().equals(digest);
    }
}
