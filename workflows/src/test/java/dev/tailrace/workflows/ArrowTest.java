package dev.tailrace.workflows;

import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Situation;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Verdicts;
import dev.tailrace.workflows.verification.VerificationActivities.Outcome;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every arrow of the phases with the real workflows: too long for the fast lane, where {@code PhaseTest} walks the enum. */
@Tag("long")
class ArrowTest {
    private static final String TABLE = "Orders";

    static Stream<Arguments> arrows() {
        return Arrays.stream(Phase.values())
                .flatMap(from -> from.successors().stream().sorted().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("arrows")
    void everyArrowIsWalked(Phase from, Phase to) {
        try (var stage = new Stage()) {
            var shop = Situation.valueOf(from.name()).bring(stage, "shop", TABLE);

            push(stage, shop, from, to);

            stage.until(() -> stage.world().moves.values().stream()
                    .anyMatch(move -> move.table().table().equals(TABLE) && move.from() == from && move.to() == to));
        }
    }

    private static void push(Stage stage, Migrating shop, Phase from, Phase to) {
        if (to == Phase.ABORTED) {
            shop.verb(Verb.ABORT, "");
        } else if (to == Phase.PREPARING && from != Phase.PLANNED) {
            shop.verb(Verb.RETRY, "{\"from\": \"backfill\"}");
        } else if (from == Phase.READY) {
            shop.verb(Verb.VERIFY, "");
        } else {
            Situation.release(stage, TABLE);
            if (to == Phase.CATCHING_UP) {
                stage.script().always("verify", TABLE, Verdicts.of(1, Outcome.DIFFERENT));
            }
        }
    }
}
