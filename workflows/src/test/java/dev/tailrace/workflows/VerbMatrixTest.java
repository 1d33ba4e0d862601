package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.migration.MigrationResult;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Situation;
import dev.tailrace.workflows.stage.Stage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every verb in every situation: taken, or refused with a sentence; and the table comes home after it. Some eighty migrations: too
 * long for the fast lane.
 */
@Tag("long")
class VerbMatrixTest {
    private static final String MATRIX = """
            situation         | pause pauseAll resume throttle retry newPass skip verify replay abort
            UNREGISTERED      |   -      -       -       -       +      +     -     -      -      +
            PLANNED           |   +      +       -       +       -      -     +     -      -      +
            PREPARING         |   +      +       -       +       +      -     +     -      -      +
            PREPARING_BLOCKED |   +      +       -       +       +      +     +     -      -      +
            BACKFILLING       |   +      +       -       +       -      +     -     -      -      +
            COPY_PAUSED       |   -      +       +       +       -      +     -     -      -      +
            ALL_PAUSED        |   -      -       +       +       -      +     -     -      -      +
            COPY_BLOCKED      |   +      +       -       +       +      +     +     -      -      +
            CAPTURE_BLOCKED   |   +      +       -       +       +      +     +     -      -      +
            SKIPPED           |   -      -       -       -       +      +     -     -      -      +
            CATCHING_UP       |   -      +       -       -       -      +     -     -      -      +
            VERIFYING         |   -      +       -       -       +      +     +     -      -      +
            UNRESOLVED        |   -      +       -       -       +      +     +     +      +      +
            READY             |   -      +       -       -       -      +     -     +      +      +
            ABORTING          |   -      -       -       -       +      -     -     -      -      -
            """;

    private enum Request {
        PAUSE(Verb.PAUSE, ""),
        PAUSE_ALL(Verb.PAUSE, "{\"scope\": \"all\"}"),
        RESUME(Verb.RESUME, ""),
        THROTTLE(Verb.THROTTLE, "{\"unitsPerSecond\": 100, \"window\": 4}"),
        RETRY(Verb.RETRY, ""),
        NEW_PASS(Verb.RETRY, "{\"from\": \"backfill\"}"),
        SKIP(Verb.SKIP, "{\"tables\": [\"%s\"]}"),
        VERIFY(Verb.VERIFY, ""),
        REPLAY(Verb.REPLAY_QUARANTINE, ""),
        ABORT(Verb.ABORT, "");

        private final Verb verb;
        private final String input;

        Request(Verb verb, String input) {
            this.verb = verb;
            this.input = input;
        }

        String input(Situation situation, String table) {
            if (situation == Situation.PLANNED && verb != Verb.ABORT) {
                var rest = input.isEmpty() || input.contains("tables")
                        ? ""
                        : ", " + input.substring(1, input.length() - 1);
                return "{\"tables\": [\"" + table + "\"]" + rest + "}";
            }
            return input.formatted(table);
        }
    }

    static Stream<Arguments> rows() {
        return MATRIX.lines()
                .skip(1)
                .map(row -> row.split("\\|"))
                .map(cells -> Arguments.of(Situation.valueOf(cells[0].trim()), cells[1].replace(" ", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void verbsAreTakenOrRefusedWithASentence(Situation situation, String expected) {
        try (var stage = new Stage()) {
            var refusing = situation.bring(stage, "refusing", "Refusing");
            for (var request : Request.values()) {
                if (expected.charAt(request.ordinal()) == '-') {
                    isRefused(refusing, request, situation);
                }
            }
            refusing.terminate();
            for (var request : Request.values()) {
                if (expected.charAt(request.ordinal()) == '+') {
                    isTaken(stage, situation, request);
                }
            }
        }
    }

    @Test
    void theMatrixHasEverySituation() {
        assertThat(rows().map(row -> row.get()[0])).containsExactlyInAnyOrder((Object[]) Situation.values());
    }

    private static void isRefused(Migrating migration, Request request, Situation situation) {
        var sentence = migration.refusal(request.verb, request.input(situation, "Refusing"));
        assertThat(sentence).matches("TR-W00\\d: Cannot " + request.verb.word() + ": .+\\.");
    }

    private static void isTaken(Stage stage, Situation situation, Request request) {
        var table = "Taking" + request.name();
        var migration = situation.bring(stage, request.name(), table);
        assertThat(migration.verb(request.verb, request.input(situation, table)).done())
                .matches("[A-Z].+\\.");
        Situation.release(stage, table);
        if (request == Request.ABORT) {
            assertThat(migration.workflow().getResult(MigrationResult.class).summary())
                    .startsWith("Aborted");
        } else if (situation == Situation.ABORTING) {
            migration.workflow().getResult(MigrationResult.class);
        } else {
            comesHome(migration, table);
        }
        migration.terminate();
    }

    /** What stands in its way is said, and following the advice gets it there. */
    private static void comesHome(Migrating migration, String table) {
        migration.until(status -> {
            var found = status.tables().stream()
                    .filter(one -> one.table().equals(table))
                    .findFirst();
            if (found.isEmpty()) {
                return false;
            }
            var flags = found.get().flags();
            if (flags.contains("copy paused") || flags.contains("capture paused")) {
                migration.advise(Verb.RESUME, "");
            } else if (flags.contains("skipped") || found.get().next() != null) {
                migration.advise(Verb.RETRY, "{\"tables\": [\"" + table + "\"]}");
            }
            return found.get().phase() == Phase.READY;
        });
    }
}
