package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command ends, whatever the server does. */
class NoAnswerTest {
    @ParameterizedTest
    @CsvSource({"list, TR-W005", "status shop, TR-W006"})
    @Timeout(20)
    void aServerThatNeverAnswersIsACodedError(String command, String code) throws IOException {
        try (var temporal = new DeafTemporal()) {
            var run = CommandRun.of(temporal.environment(), command.split(" "));

            assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).startsWith(code).contains("no answer within 1 s");
        }
    }
}
