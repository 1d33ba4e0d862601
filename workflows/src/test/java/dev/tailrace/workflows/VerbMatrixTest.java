package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Situation;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Stages;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Obstacle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every verb in every situation: taken, or refused with a sentence; and after it the table comes home, without a failed workflow
 * task. Some hundred migrations on a real Temporal server where its binary is found.
 */
@Tag("stack")
class VerbMatrixTest {
    private static final String MATRIX = """
            situation         | pause pauseAll resume throttle retry newPass skip verify replay accept approve repair abort
            UNREGISTERED      |   -      -       -       -       +      +     -     -      -      -       -      -      +
            PLANNED           |   +      +       -       +       -      -     +     -      -      -       -      -      +
            PREPARING         |   +      +       -       +       +      -     +     -      -      -       -      -      +
            PREPARING_BLOCKED |   +      +       -       +       +      +     +     -      -      -       -      -      +
            BACKFILLING       |   +      +       -       +       -      +     -     -      -      -       -      -      +
            BACKFILL_PAUSED   |   -      +       +       +       -      +     -     -      -      -       -      -      +
            ALL_PAUSED        |   -      -       +       +       -      +     -     -      -      -       -      -      +
            BACKFILL_BLOCKED  |   +      +       -       +       +      +     +     -      -      -       -      -      +
            CAPTURE_BLOCKED   |   +      +       -       +       +      +     +     -      -      -       -      -      +
            SKIPPED           |   -      -       -       -       +      +     -     -      -      -       -      -      +
            CATCHING_UP       |   -      +       -       -       -      +     -     -      -      -       -      -      +
            VERIFYING         |   -      +       -       -       +      +     +     -      -      -       -      -      +
            UNRESOLVED        |   -      +       -       -       +      +     +     +      +      +       -      +      +
            READY             |   -      +       -       -       -      +     -     +      +      +       +      +      +
            ABORTING          |   -      -       -       -       +      -     -     -      -      -       -      -      -
            """;

    private enum Request {
        PAUSE(Verb.PAUSE, ""),
        PAUSE_ALL(Verb.PAUSE, "{\"scope\": \"all\"}"),
        RESUME(Verb.RESUME, ""),
        THROTTLE(Verb.THROTTLE, "{\"unitsPerSecond\": 100, \"window\": 4}"),
        RETRY(Verb.RETRY, ""),
        NEW_PASS(Verb.RETRY, "{\"from\": \"backfill\"}"),
        SKIP(Verb.SKIP, "{\"tables\": [\"%1$s\"]}"),
        VERIFY(Verb.VERIFY, ""),
        REPLAY(Verb.REPLAY_QUARANTINE, ""),
        ACCEPT(Verb.ACCEPT_QUARANTINE, "{\"by\": \"ann\", \"reason\": \"test data\"}"),
        APPROVE(Verb.APPROVE, "{\"digest\": \"%2$s\", \"by\": \"ann\", \"reason\": \"seen\"}"),
        REPAIR(Verb.REPAIR, "{\"apply\": true}"),
        ABORT(Verb.ABORT, "");

        private static final String NO_DIGEST = "0a".repeat(32);

        private final Verb verb;
        private final String input;

        Request(Verb verb, String input) {
            this.verb = verb;
            this.input = input;
        }

        String input(Situation situation, Migrating migration, String table) {
            if (situation == Situation.PLANNED && verb != Verb.ABORT) {
                var rest = input.isEmpty() || input.contains("tables")
                        ? ""
                        : ", " + input.substring(1, input.length() - 1);
                return "{\"tables\": [\"%1$s\"]%2$s}".formatted(table, rest.replace("%2$s", NO_DIGEST));
            }
            return input.formatted(table, verb == Verb.APPROVE ? digest(migration, table) : "");
        }

        private static String digest(Migrating migration, String table) {
            return migration.status().tables().stream()
                    .filter(one -> one.table().equals(table))
                    .flatMap(one -> Stream.ofNullable(one.verdict()))
                    .map(VerdictSummary::digest)
                    .findFirst()
                    .orElse(NO_DIGEST);
        }
    }

    /** A request in a situation; one without a request stands for all that are refused there. */
    private record Cell(Situation situation, @Nullable Request request) {
        /** Of the migration and of its table. */
        String name() {
            return situation + "-" + (request == null ? "REFUSED" : request);
        }
    }

    /** Eight tables are interrupted at once, each while it waits on a short timer. */
    private static final String MANY_TIMERS = "PLANNED-ABORT";

    private static final String IN_PROCESS_LIMIT =
            "The SDK's in-process service refuses a task that cancels a timer which fired"
                    + " while the task ran (\"invalid history builder state for action\"), and never gives it out again.";

    private static final Map<String, FutureTask<?>> PLAYS = new LinkedHashMap<>();
    private static Stages stages;

    @BeforeAll
    static void playEverything() {
        stages = Stages.open();
        rows().forEach((situation, row) -> {
            var refused = new ArrayList<Request>();
            for (var request : Request.values()) {
                if (row.charAt(request.ordinal()) == '+') {
                    play(new Cell(situation, request), VerbMatrixTest::isTaken);
                } else {
                    refused.add(request);
                }
            }
            play(new Cell(situation, null), (stage, cell) -> areRefused(stage, cell, refused));
        });
    }

    private static void play(Cell cell, BiConsumer<Stage, Cell> scene) {
        PLAYS.put(cell.name(), stages.play(stage -> scene.accept(stage, cell)));
    }

    @AfterAll
    static void close() {
        stages.close();
    }

    static Set<String> cells() {
        return PLAYS.keySet();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void verbsAreTakenOrRefusedWithASentence(String cell) throws InterruptedException {
        assumeTrue(stages.onServer() || !cell.equals(MANY_TIMERS), IN_PROCESS_LIMIT);
        stages.ended(PLAYS.get(cell));
    }

    @Test
    void theMatrixHasEverySituationAndEveryVerb() {
        assertThat(rows().keySet()).containsExactlyInAnyOrder(Situation.values());
        assertThat(rows().values()).allSatisfy(row -> assertThat(row).hasSize(Request.values().length));
        assertThat(Stream.of(Request.values()).map(request -> request.verb)).contains(Verb.values());
    }

    private static Map<Situation, String> rows() {
        return MATRIX.lines()
                .skip(1)
                .map(row -> row.split("\\|"))
                .collect(Collectors.toMap(
                        cells -> Situation.valueOf(cells[0].trim()),
                        cells -> cells[1].replace(" ", ""),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static void areRefused(Stage stage, Cell cell, List<Request> requests) {
        var migration = cell.situation().bring(stage, cell.name(), cell.name());
        for (var request : requests) {
            var sentence = migration.refusal(request.verb, request.input(cell.situation(), migration, cell.name()));
            assertThat(sentence).matches("TR-W0\\d\\d: Cannot " + request.verb.word() + ": .+\\.");
        }
        goesOn(stage, migration, cell);
    }

    private static void isTaken(Stage stage, Cell cell) {
        var migration = cell.situation().bring(stage, cell.name(), cell.name());
        var request = Objects.requireNonNull(cell.request());
        assertThat(migration
                        .verb(request.verb, request.input(cell.situation(), migration, cell.name()))
                        .done())
                .matches("[A-Z].+\\.");
        goesOn(stage, migration, cell);
    }

    /** Neither stuck nor failed: what stands in its way is said, and following the advice gets it there. */
    private static void goesOn(Stage stage, Migrating migration, Cell cell) {
        Situation.release(stage, cell.name(), cell.name());
        if (cell.request() == Request.ABORT || cell.situation() == Situation.ABORTING) {
            assertThat(migration.ended().summary()).startsWith("Aborted");
        } else {
            comesHome(migration, cell.name());
        }
        assertThat(migration.failures()).isEmpty();
        migration.terminate();
    }

    private static void comesHome(Migrating migration, String table) {
        migration.until(status -> {
            var found = status.tables().stream()
                    .filter(one -> one.table().equals(table))
                    .findFirst();
            if (found.isEmpty()) {
                return false;
            }
            var flags = found.get().flags();
            if (flags.contains(TableFlag.BACKFILL_PAUSED) || flags.contains(TableFlag.CAPTURE_PAUSED)) {
                migration.advise(Verb.RESUME, "");
            } else if (flags.contains(TableFlag.SKIPPED)
                    || isBlocked(found.get().obstacle())) {
                migration.advise(Verb.RETRY, "{\"tables\": [\"" + table + "\"]}");
            }
            return found.get().phase() == Phase.READY;
        });
    }

    private static boolean isBlocked(@Nullable Obstacle obstacle) {
        return obstacle != null && obstacle.blocked();
    }
}
