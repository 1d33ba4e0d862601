package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.migration.MigrationCarry;
import dev.tailrace.workflows.migration.MigrationResult;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's code replays the histories that earlier code recorded: a workflow that runs for weeks meets new workers. The
 * recordings are made by {@link RecordHistories}; one that no longer replays is a break for running migrations, not a file to
 * record again.
 */
class ReplayTest {
    private static final Path HISTORIES = Path.of("src", "test", "resources", "histories");

    static List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(HISTORIES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void recordedHistoriesReplay(Path history) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(history.toFile(), Workflows.types()[0], rest());
    }

    @Test
    void thereIsOneOfEachWorkflow() throws IOException {
        assertThat(histories().stream().map(path -> path.getFileName().toString()))
                .anyMatch(name -> name.startsWith("migration-"))
                .anyMatch(name -> name.startsWith("table-"))
                .anyMatch(name -> name.startsWith("capture-"))
                .anyMatch(name -> name.startsWith("verification-"));
    }

    /** The check itself checks: other code under the same name is found out. */
    @Test
    void codeThatDoesSomethingElseDoesNotReplay() {
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(
                        HISTORIES.resolve("migration-ready.json").toFile(), OtherMigration.class))
                .hasMessageContaining("replay");
    }

    private static Class<?>[] rest() {
        return Arrays.copyOfRange(Workflows.types(), 1, Workflows.types().length);
    }

    /** Under the same type name. */
    @WorkflowInterface
    public interface OtherWorkflow {
        @WorkflowMethod(name = "Migration")
        MigrationResult run(JsonNode file, MigrationCarry carried);
    }

    /** Sleeps where the recorded code registered. */
    public static final class OtherMigration implements OtherWorkflow {
        @Override
        public MigrationResult run(JsonNode file, MigrationCarry carried) {
            Workflow.sleep(Duration.ofSeconds(1));
            return new MigrationResult("slept", List.of());
        }
    }
}
