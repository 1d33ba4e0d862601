package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Situation;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Stages;
import dev.tailrace.workflows.stage.Verdicts;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every arrow of the phases with the real workflows, on a real Temporal server where its binary is found. */
@Tag("stack")
class ArrowTest {
    private static final Map<String, FutureTask<?>> PLAYS = new LinkedHashMap<>();
    private static Stages stages;

    @BeforeAll
    static void walkEverywhere() {
        stages = Stages.open();
        for (var from : Phase.values()) {
            from.successors().stream().sorted().forEach(to -> {
                var name = from + "-to-" + to;
                PLAYS.put(name, stages.play(stage -> walk(stage, name, from, to)));
            });
        }
    }

    @AfterAll
    static void close() {
        stages.close();
    }

    static Set<String> arrows() {
        return PLAYS.keySet();
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void everyArrowIsWalked(String arrow) throws InterruptedException {
        stages.ended(PLAYS.get(arrow));
    }

    private static void walk(Stage stage, String name, Phase from, Phase to) {
        var migration = Situation.valueOf(from.name()).bring(stage, name, name);

        push(stage, migration, from, to);

        stage.until(() -> stage.world().moves.values().stream()
                .anyMatch(move -> move.table().name().equals(name) && move.from() == from && move.to() == to));
        if (to == Phase.PREPARING) {
            // A verdict about rows that go now is none.
            stage.until(() -> migration.table(name).verdict() == null);
        }
        assertThat(migration.failures()).isEmpty();
        migration.terminate();
    }

    private static void push(Stage stage, Migrating migration, Phase from, Phase to) {
        if (to == Phase.ABORTED) {
            migration.verb(Verb.ABORT, "");
        } else if (to == Phase.PREPARING && from != Phase.PLANNED) {
            migration.verb(Verb.RETRY, "{\"from\": \"backfill\"}");
        } else if (from == Phase.READY) {
            migration.verb(Verb.VERIFY, "");
        } else {
            Situation.release(stage, migration.name(), migration.name());
            if (to == Phase.CATCHING_UP) {
                stage.script().always("compareStores", migration.name(), Verdicts.of(1, VerdictOutcome.DIFFERENT));
            }
        }
    }
}
