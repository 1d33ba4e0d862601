package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a command says of a migration when every worker is dead. */
@Timeout(120)
class DeadWorkerTest {
    @TempDir
    Path directory;

    @Test
    void statusIsTheLastKnownWithItsAgeAndAVerbIsVoid() throws IOException {
        try (var temporal = new TemporalForTests()) {
            var file = Files.writeString(directory.resolve("m.yaml"), MigrationYaml.named("equal-dead"));
            assertThat(CommandRun.of(temporal.environment(), "start", "--force", file.toString())
                            .exit())
                    .isZero();
            temporal.killWorker();

            var status = CommandRun.of(temporal.hastyEnvironment(), "status", "equal-dead");
            assertThat(status.exit()).as(status.err()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(status.out())
                    .contains("STALLED", "No worker answers. As of ", "A headline.", "Orders  READY", "TR-W006");

            var pause = CommandRun.of(temporal.hastyEnvironment(), "pause", "equal-dead");
            assertThat(pause.exit()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(pause.err()).startsWith("TR-W006").contains("pause is void", "TR-W008");
        }
    }
}
