package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        var report = directory.resolve("report").toString();
        for (var command : List.of(
                List.of("quarantine", "shop"), List.of("history", "shop"), List.of("report", "shop", "--to", report))) {
            var run = run(
                    Stream.concat(command.stream(), Stream.of("--file", file)).toArray(String[]::new));

            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .startsWith("TR-F008")
                    .contains("NO_SUCH_VARIABLE", "set env:NO_SUCH_VARIABLE here too");
        }
    }

    @Test
    void aControlSchemaThatIsNamedNeedsNeitherTemporalNorAFile() {
        var report = directory.resolve("report");
        var run = run("report", "shop", "--to", report.toString(), "--control", "env:NO_SUCH_VARIABLE");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-F008").contains("NO_SUCH_VARIABLE");
        assertThat(report).doesNotExist();
        assertThat(run("report", "shop", "--to", report.toString(), "--control", "postgresql://ada:secret@db/shop")
                        .err())
                .startsWith("TR-F007")
                .doesNotContain("ada:secret");
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
        assertThat(run.err()).startsWith("TR-W005").contains("127.0.0.1:", "no server answers");
    }

    @Test
    void aSettingThatIsNoneIsSaidWithWhatToWrite() {
        var settings = Map.of(
                Map.of("TAILRACE_TIMEOUT", "soon"), "TAILRACE_TIMEOUT=30",
                Map.of("TAILRACE_TIMEOUT", "0"), "TAILRACE_TIMEOUT=30",
                Map.of("TEMPORAL_ADDRESS", "http://temporal.example:7233"), "TEMPORAL_ADDRESS=temporal.example:7233",
                Map.of("TEMPORAL_ADDRESS", "https://temporal.example/"), "temporal.example:7233 TEMPORAL_TLS=true");

        settings.forEach((environment, fix) -> {
            var run = CommandRun.of(environment, "list");
            assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).startsWith("TR-W020").contains("fix    ", fix);
        });
    }

    @Test
    void whatDestroysIsNeverSuggested() {
        assertThat(run("abrot").err()).doesNotContain("abort").contains("tailrace --help");
        assertThat(run("doctor").err()).doesNotContain("abort");
        assertThat(run("statsu", "shop").err()).contains("Did you mean \"tailrace status\"?");
        assertThat(run("start", "--wiat", "f").err()).contains("\"tailrace start --wait\"");
        assertThat(run("start", "--froce", "f").err()).doesNotContain("--force\"?");
        assertThat(run("abrot").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("status").err()).contains("NAME", "Usage:");
    }

    @Test
    void aCollisionIsFoundOfflineWhereTheKeyIsStated() throws IOException {
        var rules = MigrationYaml.SHOP.replace("key: [order_id]", "key: [total]");
        var file = file(rules).toString();

        assertThat(run("validate", file).out())
                .contains("is valid", "Not checked: whether the keys of Orders can be restored");
        var checked = run("validate", file, "--key", "orderId:S");
        assertThat(checked.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(checked.err()).contains("TR-M008", "shop.yaml:");

        var good = run("validate", file(MigrationYaml.SHOP).toString(), "--key", "Orders=orderId:S");
        assertThat(good.exit()).as(good.err()).isZero();
        assertThat(good.out()).doesNotContain("Not checked");
        assertThat(run("validate", file, "--key", "Other=orderId:S").err())
                .startsWith("TR-F004")
                .contains("Orders=PK:S,SK:S");
    }

    @Test
    void aFileThatIsNoUtf8IsToldSo() throws IOException {
        var file = Files.write(directory.resolve("wide.yaml"), MigrationYaml.SHOP.getBytes(StandardCharsets.UTF_16));

        assertThat(run("validate", file.toString()).err()).contains("TR-F001", "it is not UTF-8", "Save the file");
    }

    @Test
    void theServerThatIsStatedWinsOverTheEnvironment() {
        var address = "127.0.0.1:" + TemporalForTests.freePort();
        var run = CommandRun.of(
                Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1", "TEMPORAL_NAMESPACE", "here"),
                "status",
                "shop",
                "--address",
                address,
                "--namespace",
                "elsewhere");

        assertThat(run.err()).startsWith("TR-W005").contains(address, "namespace elsewhere");
    }

    @Test
    void fileMayComeByStandardInput() {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(MigrationYaml.SHOP.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("validate", "-").out()).contains("migration shop");
            System.setIn(new ByteArrayInputStream(MigrationYaml.SHOP.getBytes(StandardCharsets.UTF_8)));
            assertThat(run("validate", "-", "--key", "orderId:S").out()).contains("migration shop");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void everyCommandHasAnExampleThatParsesAndTheEnvironmentThatItLooksAt() {
        var line = Cli.commandLine(Map.of());
        assertThat(Usage.EXAMPLES.keySet())
                .isEqualTo(difference(line.getSubcommands().keySet(), Set.of("help")));
        Usage.EXAMPLES.forEach((name, examples) -> {
            for (var example : examples) {
                var words = List.of(
                        example.replaceFirst(".*tailrace ", "").replace(")", "").split(" "));
                assertThat(words.getFirst()).isEqualTo(name);
                line.parseArgs(words.toArray(String[]::new));
            }
            assertThat(run(name, "--help").out()).contains(examples.getFirst());
        });
        assertThat(run("status", "--help").out()).contains("TEMPORAL_ADDRESS", "--address", "TAILRACE_TIMEOUT");
        assertThat(run("worker", "--help").out()).contains("TAILRACE_LOG_LEVEL", "TAILRACE_TIMING", "AWS_REGION");
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        return all.stream().filter(name -> !without.contains(name)).collect(Collectors.toSet());
    }

    @Test
    void helpHelpsWithAVerb() {
        assertThat(run("help", "pause").out()).contains("--scope");
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        var run = run("completion");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("quarantine", "replay-quarantine", "--scope");
    }

    @Test
    void aCommandLineThatIsNotUnderstoodIsAProblemWhereJsonWasAskedFor() {
        var run = run("status", "--tabel", "x", "shop", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out())
                .contains("\"kind\":\"problems\"", "\"code\":\"TR-W012\"", "--tabel")
                .hasLineCount(1);
        assertThat(run("status", "--tabel", "x", "shop").err()).contains("--tabel", "tailrace status --help");
        assertThat(run("throttle", "shop", "--units-per-second", "many").err()).contains("unlimited", "many");
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
