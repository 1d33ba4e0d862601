package dev.tailrace.worker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.worker.TemporalConnection;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;

/**
 * The file that a running migration was started with: its first event has it, in every run of its chain.
 *
 * @param json as it was given
 */
record RunningFile(String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty: none of that name runs. */
    static Optional<RunningFile> of(TemporalConnection temporal, String name) {
        try {
            var described = temporal.client().newUntypedWorkflowStub(name).describe();
            if (described.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return Optional.empty();
            }
        } catch (WorkflowNotFoundException none) {
            return Optional.empty();
        }
        var history = temporal.client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                        .setNamespace(temporal.namespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(name))
                        .setMaximumPageSize(1)
                        .build())
                .getHistory();
        var input = history.getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getInput();
        return Optional.of(new RunningFile(
                input.getPayloadsCount() == 0
                        ? ""
                        : input.getPayloads(0).getData().toStringUtf8()));
    }

    /** Whether a file with that digest says the same. What cannot be read, as through a codec, says another thing. */
    boolean isOf(String digest) {
        try {
            return FileReader.read(JSON.readTree(json)) instanceof FileAnswer.Ok ok
                    && ok.digest().equals(digest);
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }
}
