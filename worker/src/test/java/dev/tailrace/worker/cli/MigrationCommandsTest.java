package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands against a service that runs a fake migration. */
class MigrationCommandsTest {
    private static TemporalForTests temporal;

    @TempDir
    Path directory;

    @BeforeAll
    static void startTemporal() {
        temporal = new TemporalForTests();
    }

    @AfterAll
    static void stopTemporal() {
        temporal.close();
    }

    @Test
    void startedMigrationHasTheFilesName() throws IOException {
        var run = run("start", "--force", file("equal-start"));

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("Started equal-start", "tailrace watch equal-start");
        assertThat(run("status", "equal-start").out()).contains("equal-start", "Orders  READY", "EQUAL");
    }

    @Test
    void secondStartUnderTheSameNameIsRefused() throws IOException {
        run("start", "--force", file("equal-twice"));

        var second = run("start", "--force", file("equal-twice"));

        assertThat(second.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(second.err()).startsWith("TR-W003").contains("tailrace watch equal-twice");
    }

    @Test
    void aSecondStartSaysWhetherTheFileIsTheSame() throws IOException {
        run("start", "--force", file("equal-other"));

        assertThat(run("start", "--force", file("equal-other")).err())
                .startsWith("TR-W003")
                .contains("It runs with this file.");
        var other = Files.writeString(
                directory.resolve("other.yaml"),
                MigrationYaml.named("equal-other").replace("orders", "others"));
        assertThat(run("start", other.toString()).err()).startsWith("TR-W003").contains("It runs with another file.");
    }

    @Test
    void whatPlanWouldRefuseIsNotStarted() throws IOException {
        var file = Files.writeString(
                        directory.resolve("f.yaml"),
                        MigrationYaml.named("equal-unchecked").replace("TARGET_URL", "NO_SUCH_VARIABLE"))
                .toString();

        var refused = run("start", file);
        assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("TR-F008", "NO_SUCH_VARIABLE", "Nothing was started.", "tailrace start " + file + " --force");
        assertThat(run("status", "equal-unchecked").err()).startsWith("TR-W004");

        assertThat(run("start", "--force", file).exit()).isZero();
        assertThat(run("status", "equal-unchecked").exit()).isZero();
    }

    @Test
    @Timeout(60)
    void aFileThatIsRefusedIsNotSaidToHaveStarted() throws IOException {
        var start = run("start", "--force", file("refused-a"));

        assertThat(start.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(start.err()).startsWith("TR-F011").contains("migration refused-a");
        assertThat(start.out()).isEmpty();
        assertThat(run("status", "refused-a").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("status", "refused-a").out()).contains("TR-F011");
        assertThat(run("watch", "refused-a").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("start", "--force", file("refused-b"), "--wait").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aMigrationWhoseWorkflowWasTerminatedIsNotWell() throws IOException {
        run("start", "--force", file("equal-ended"));
        temporal.client().newUntypedWorkflowStub("equal-ended").terminate("by the test");

        var run = run("status", "equal-ended");

        assertThat(run.exit()).isEqualTo(ExitCode.WAITING);
        assertThat(run.out()).contains("Its workflow is terminated; its tables went on.", "TR-W009");
    }

    @ParameterizedTest
    @CsvSource({"equal-w, 0", "different-w, 3", "incomplete-w, 4"})
    void waitingForAStartEndsWithTheVerdict(String name, int exit) throws IOException {
        assertThat(run("start", "--force", file(name), "--wait").exit()).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"equal-s, 0", "different-s, 3", "incomplete-s, 4"})
    void statusExitsWithTheVerdict(String name, int exit) throws IOException {
        run("start", "--force", file(name));

        assertThat(run("status", name).exit()).isEqualTo(exit);
    }

    @Test
    void statusAsJsonIsTheQuerysAnswerInAnEnvelope() throws IOException {
        run("start", "--force", file("equal-json"));

        assertThat(run("status", "--output", "json", "equal-json").out())
                .startsWith("{\"schema\":\"tailrace/1\",\"kind\":\"status\",\"at\":\"")
                .contains("\"migration\":\"equal-json\"", "\"phase\":\"READY\"")
                .hasLineCount(1);
    }

    @Test
    void theControlSchemaIsFoundByTheFileThatTemporalHas() throws IOException {
        run(
                "start",
                "--force",
                file(
                        "equal-quarantine",
                        MigrationYaml.named("equal-quarantine").replace("TARGET_URL", "NO_SUCH_VARIABLE")));

        var run = run("quarantine", "equal-quarantine");

        assertThat(run.err()).startsWith("TR-F008").contains("set env:NO_SUCH_VARIABLE here too");
        assertThat(run("quarantine", "unheard-of").err()).startsWith("TR-W004");
    }

    @Test
    void unknownMigrationIsACodedError() {
        var run = run("status", "nothing");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-W004").contains("migration nothing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pause             | pause            | {"by":
                    pause --scope all | pause            | {"scope":"all","by":
                    resume --table A --table B | resume  | {"tables":["A","B"],"by":
                    throttle --units-per-second 50 --window 3 | throttle | {"unitsPerSecond":50.0,"window":3,"by":
                    retry --from backfill --yes | retry  | {"from":"backfill","by":
                    throttle --units-per-second unlimited --window planned | throttle | {"unitsPerSecond":"unlimited","window":"planned","by":
                    skip --table A    | skip             | {"tables":["A"],"by":
                    verify            | verify           | {"by":
                    verify --level sample --seed s --confidence 0.99 --at-most 0.01 --table A | verify | {"tables":["A"],"level":"sample","seed":"s","confidence":0.99,"atMost":0.01,"by":
                    replay-quarantine | replayQuarantine | {"by":
                    accept-quarantine --by ann --reason known | acceptQuarantine | {"by":"ann","reason":"known","validUntil":
                    approve --digest ab --by ann --reason seen | approve | {"digest":"ab","by":"ann","reason":"seen","validUntil":
                    """)
    void verbIsAnUpdateWithWhatWasStated(String command, String update, String input) throws IOException {
        var name = "equal-" + command.hashCode();
        run("start", "--force", file(name));

        var run = run((command + " " + name).split(" +"));

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(update + " " + input);
    }

    @Test
    void refusedVerbSaysWhy() throws IOException {
        run("start", "--force", file("equal-refused"));

        var run = run("pause", "equal-refused", "--table", "Nowhere");

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-W002").contains("it has Orders").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"equal-v, 0", "different-v, 3", "incomplete-v, 4"})
    void verifyWaitsForTheNextVerdict(String name, int exit) throws IOException {
        run("start", "--force", file(name));

        assertThat(run("verify", name, "--wait").exit()).isEqualTo(exit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry equal-asked --from backfill", "abort equal-asked"})
    void whatDestroysAsksFirstAndDoesNothingWhereNobodyCanBeAsked(String command) throws IOException {
        run("start", "--force", file("equal-asked"));

        var run = run(command.split(" "));

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-W011").contains("Orders (READY, OK)", "tailrace " + command + " --yes");
        assertThat(run("status", "equal-asked").out()).contains("Orders  READY");
    }

    @Test
    void aNewPassSaysWhichTablesItEmpties() throws IOException {
        run("start", "--force", file("equal-emptied"));

        assertThat(run("retry", "equal-emptied", "--from", "backfill").err())
                .contains("the target table orders is emptied at once and copied again");
    }

    @Test
    void addressCanBeStated() throws IOException {
        run("start", "--force", file("equal-stated"));

        assertThat(CommandRun.of(
                                Map.of(),
                                "status",
                                "equal-stated",
                                "--address",
                                temporal.environment().get("TEMPORAL_ADDRESS"))
                        .out())
                .contains("Orders  READY");
    }

    @Test
    void watchEndsWithTheMigration() throws IOException {
        run("start", "--force", file("equal-watch"));
        assertThat(run("abort", "equal-watch", "--yes").exit()).isZero();

        var run = run("watch", "equal-watch");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.outLines())
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches("at=\\S+Z migration=equal-watch table=Orders phase=ABORTED health=OK ageSeconds=\\d+");
    }

    private String file(String name) throws IOException {
        return file(name, MigrationYaml.named(name));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".yaml"), text).toString();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(temporal.environment(), arguments);
    }
}
