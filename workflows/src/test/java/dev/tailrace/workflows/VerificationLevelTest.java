package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Verdicts;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.table.VerificationOptions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the file asks for makes a table ready; what proves less only takes that away where it finds a difference. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VerificationLevelTest {
    private static final VerificationOptions SAMPLE =
            new VerificationOptions(VerificationLevel.SAMPLE, "s", 0.99, 0.01);

    @Test
    void theTableIsVerifiedAsTheFileSays() {
        try (var stage = new Stage()) {
            stage.world().required = SAMPLE;
            var shop = ready(stage);
            assertThat(stage.world().levels).containsExactly(SAMPLE);
            assertThat(verdict(shop)).isEqualTo(VerdictOutcome.EQUAL);
            shop.verb(Verb.VERIFY, "");
            stage.until(() -> stage.world().levels.size() == 2);
            assertThat(stage.world().levels.getLast()).isEqualTo(SAMPLE);
        }
    }

    @Test
    void aCheckThatProvesLessLeavesAReadyTableReadyAndItsVerdictStanding() {
        try (var stage = new Stage()) {
            var shop = ready(stage);
            var digest = digest(shop);
            stage.script()
                    .next(
                            "compareStores",
                            "Orders",
                            Verdicts.of(2, VerdictOutcome.INCOMPLETE, VerificationLevel.COUNT));
            shop.verb(Verb.VERIFY, "{\"level\": \"count\"}");
            shop.until("Orders", table -> table.notes().check() != null && table.phase() == Phase.READY);
            assertThat(stage.world().levels.getLast().level()).isEqualTo(VerificationLevel.COUNT);
            assertThat(digest(shop)).isEqualTo(digest);
            assertThat(stage.world().path("Orders")).endsWith("READY", "VERIFYING", "READY");
            assertThat(check(shop)).isEqualTo(VerdictOutcome.INCOMPLETE);

            shop.verb(Verb.VERIFY, "{\"level\": \"sample\", \"seed\": \"x\", \"confidence\": 0.9, \"atMost\": 0.02}");
            shop.until("Orders", table -> check(table) == VerdictOutcome.EQUAL && table.phase() == Phase.READY);
            assertThat(stage.world().levels.getLast())
                    .isEqualTo(new VerificationOptions(VerificationLevel.SAMPLE, "x", 0.9, 0.02));
            assertThat(digest(shop)).isEqualTo(digest);

            shop.verb(Verb.VERIFY, "{\"level\": \"full\"}");
            shop.until("Orders", table -> table.notes().check() == null && table.phase() == Phase.READY);
            assertThat(digest(shop)).isNotEqualTo(digest);
        }
    }

    @Test
    void aDifferenceCountsWhateverFoundIt() {
        try (var stage = new Stage()) {
            var shop = ready(stage);
            stage.script()
                    .next(
                            "compareStores",
                            "Orders",
                            Verdicts.of(2, VerdictOutcome.DIFFERENT, VerificationLevel.TOUCHED));
            shop.verb(Verb.VERIFY, "{\"level\": \"touched\"}");
            shop.until("Orders", table -> table.phase() == Phase.CATCHING_UP && table.obstacle() != null);
            assertThat(verdict(shop)).isEqualTo(VerdictOutcome.DIFFERENT);
        }
    }

    @Test
    void whatProvesLessDoesNotMakeATableReady() {
        try (var stage = new Stage()) {
            stage.script().next("compareStores", "Orders", Verdicts.of(1, VerdictOutcome.DIFFERENT));
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.CATCHING_UP && table.obstacle() != null);
            shop.verb(Verb.VERIFY, "{\"level\": \"sample\"}");
            shop.until("Orders", table -> check(table) == VerdictOutcome.EQUAL && table.obstacle() != null);
            assertThat(shop.table("Orders").phase()).isEqualTo(Phase.CATCHING_UP);
            assertThat(verdict(shop)).isEqualTo(VerdictOutcome.DIFFERENT);

            shop.verb(Verb.VERIFY, "");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            assertThat(verdict(shop)).isEqualTo(VerdictOutcome.EQUAL);
        }
    }

    @Test
    void aLevelThatIsNotOneIsRefusedWithAllThatIsWrong() {
        try (var stage = new Stage()) {
            var shop = ready(stage);
            assertThat(shop.refusal(Verb.VERIFY, "{\"level\": \"half\", \"confidence\": 2, \"atMost\": \"x\"}"))
                    .isEqualTo(
                            "TR-W007: Cannot verify: atMost is a number; level is one of count, sample, full, touched, not"
                                    + " \"half\"; confidence is a number from 0.5 to 0.9999, not 2.0.");
            assertThat(shop.refusal(Verb.VERIFY, "{\"seed\": \"s\"}"))
                    .isEqualTo("TR-W007: Cannot verify: seed, confidence and atMost belong to level sample.");
        }
    }

    private static Migrating ready(Stage stage) {
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.READY);
        return shop;
    }

    private static VerdictOutcome verdict(Migrating shop) {
        return Objects.requireNonNull(shop.table("Orders").verdict()).outcome();
    }

    private static String digest(Migrating shop) {
        return Objects.requireNonNull(shop.table("Orders").verdict()).digest();
    }

    private static VerdictOutcome check(Migrating shop) {
        return Objects.requireNonNull(check(shop.table("Orders")));
    }

    private static VerdictOutcome check(TableStatus table) {
        var check = table.notes().check();
        return check == null ? null : check.outcome();
    }
}
