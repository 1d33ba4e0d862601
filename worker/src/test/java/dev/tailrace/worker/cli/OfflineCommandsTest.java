package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no server. */
class OfflineCommandsTest {
    @TempDir
    Path directory;

    @Test
    void validFileIsNamedWithItsTables() throws IOException {
        var run = run("validate", file(MigrationYaml.SHOP).toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("is valid", "migration shop", "Orders");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyProblemOfAFileIsShownWithItsCodeAndPlace() throws IOException {
        var run = run(
                "validate",
                file(MigrationYaml.SHOP.replace("from: Orders", "form: Orders")).toString());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("TR-F003", "shop.yaml:", "from").doesNotContain("at dev.tailrace");
    }

    @Test
    void missingFileIsACodedError() {
        var run = run("validate", directory.resolve("none.yaml").toString());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-F001").contains("there is no such file");
    }

    @Test
    void jsonErrorsAreOneObjectOnStandardOutputInTheEnvelopeOfAnswers() {
        var run = run(
                "validate", "--output", "json", directory.resolve("none.yaml").toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .matches(
                        "\\{\"schema\":\"tailrace/1\",\"kind\":\"problems\",\"at\":\"[^\"]+Z\",\"problems\":\\[\\{\"code\":\"TR-F001\".*\n")
                .hasLineCount(1);
    }

    @Test
    void answersHaveTheirKindAndTheVersionOfTheirShape() throws IOException {
        assertThat(run("validate", "-o", "json", file(MigrationYaml.SHOP).toString())
                        .out())
                .startsWith("{\"schema\":\"tailrace/1\",\"kind\":\"valid\",\"at\":\"")
                .contains("\"name\":\"shop\"", "\"tables\":[\"Orders\"]")
                .hasLineCount(1);
        assertThat(run("explain", "-o", "json", "C010").out())
                .startsWith("{\"schema\":\"tailrace/1\",\"kind\":\"code\",\"at\":\"")
                .contains("\"code\":\"TR-C010\"");
    }

    @Test
    void quarantineAndHistoryNeedTheReferenceHereAndNoTemporalWhereAFileIsGiven() throws IOException {
        var file = file(MigrationYaml.SHOP.replace("TARGET_URL", "NO_SUCH_VARIABLE"))
                .toString();
        for (var command : List.of("quarantine", "history")) {
            var run = run(command, "shop", "--file", file);

            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .startsWith("TR-F008")
                    .contains("NO_SUCH_VARIABLE", "set env:NO_SUCH_VARIABLE here too");
        }
    }

    @Test
    void stackTraceIsShownOnRequestOnly() {
        var run = run("validate", "--debug", directory.resolve("none.yaml").toString());

        assertThat(run.err()).contains("NoSuchFileException", "at dev.tailrace");
    }

    @Test
    void codeIsExplainedWithItsFix() {
        var run = run("explain", "c010");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("TR-C010").contains("fix", "--from backfill");
    }

    @Test
    void unknownCodeIsAUsageError() {
        assertThat(run("explain", "Z999").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void planNeedsTheReferencesOfTheFile() throws IOException {
        var run = run(
                "plan",
                file(MigrationYaml.SHOP.replace("TARGET_URL", "NO_SUCH_VARIABLE"))
                        .toString());

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-F008").contains("NO_SUCH_VARIABLE");
    }

    @Test
    void nobodyAtTheAddressIsSaidWithTheAddress() {
        var run =
                CommandRun.of(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + TemporalForTests.freePort()), "status", "shop");

        assertThat(run.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).startsWith("TR-W005").contains("127.0.0.1:", "nobody answers");
    }

    @Test
    void versionAndHelpNeedNothing() {
        assertThat(run("--version").out()).startsWith("tailrace ");
        assertThat(run("pause", "--help").out()).contains("--scope");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("shop.yaml"), text);
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(Map.of(), arguments);
    }
}
