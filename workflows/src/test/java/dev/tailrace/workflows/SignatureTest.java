package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Migrating;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.stage.Verdicts;
import dev.tailrace.workflows.status.CurrentDetails;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people answer for by name: items in quarantine, a verdict. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignatureTest {
    private static final String BY_ANN = "{\"by\": \"ann\", \"reason\": \"test data\"}";

    @Test
    void whatIsAcceptedByNameIsExceptedAndTheTableReady() {
        try (var stage = new Stage()) {
            stage.world().quarantined = 1;
            stage.script().next("compareStores", "Orders", Verdicts.of(1, VerdictOutcome.INCOMPLETE));
            var shop = stage.start("Orders");
            shop.until(
                    "Orders",
                    table -> table.obstacle() != null && table.obstacle().blocked());
            assertThat(Objects.requireNonNull(shop.table("Orders").obstacle())
                            .problem()
                            .fix())
                    .contains("tailrace accept-quarantine shop --table Orders --by WHO --reason WHY");

            assertThat(shop.refusal(Verb.ACCEPT_QUARANTINE, ""))
                    .isEqualTo(
                            "TR-W007: Cannot acceptQuarantine: by is missing: who answers for it; reason is missing: why.");
            shop.verb(Verb.ACCEPT_QUARANTINE, BY_ANN);
            shop.until("Orders", table -> table.phase() == Phase.READY);

            assertThat(stage.world().acceptances.values()).singleElement().satisfies(acceptance -> {
                assertThat(acceptance.passId()).isEqualTo(101);
                assertThat(acceptance.by()).isEqualTo("ann");
                assertThat(acceptance.reason()).isEqualTo("test data");
            });
            shop.until("Orders", table -> table.health() == Health.OK);
            assertThat(shop.table("Orders").warning()).isNull();
            assertThat(CurrentDetails.of(shop.status(), Instant.EPOCH))
                    .contains("EXCEPTED: 1 item in quarantine accepted by ann: test data");
        }
    }

    /** The verification that follows is to find it. */
    @Test
    void anAcceptanceIsWrittenBeforeTheVerificationBegins() {
        try (var stage = new Stage()) {
            stage.world().quarantined = 1;
            var shop = ready(stage);
            stage.script()
                    .next("acceptQuarantine", "Orders", new Turn.Stalled(Problem.of(Code.T001, "Postgres", "away")));
            shop.verb(Verb.ACCEPT_QUARANTINE, BY_ANN);
            stage.until(() -> stage.script().calls("compareStores", "Orders") == 2);
            assertThat(stage.script().calls("acceptQuarantine", "Orders")).isEqualTo(2);
            assertThat(stage.world().acceptances).hasSize(1);
            shop.until(
                    "Orders",
                    table -> table.verdict() != null && table.verdict().outcome() == VerdictOutcome.EXCEPTED);
        }
    }

    @Test
    void anApprovalIsOfOneVerdictAndVoidAfterTheNext() {
        try (var stage = new Stage()) {
            var shop = ready(stage);
            var digest = digest(shop);
            assertThat(shop.refusal(Verb.APPROVE, approval("ab".repeat(32))))
                    .isEqualTo("TR-W013: Cannot approve: no verdict that stands has this digest; Orders has " + digest
                            + ".");
            assertThat(shop.refusal(Verb.APPROVE, approval("ab")))
                    .isEqualTo("TR-W007: Cannot approve: digest is the verdict's, 64 hex digits, as status shows it.");

            shop.verb(Verb.APPROVE, approval(digest));
            assertThat(stage.world().approvals.values()).singleElement().satisfies(approval -> {
                assertThat(approval.digest()).isEqualTo(digest);
                assertThat(approval.by()).isEqualTo("ann");
            });
            assertThat(CurrentDetails.of(shop.status(), Instant.EPOCH)).contains("approved by ann: seen");

            shop.verb(Verb.VERIFY, "");
            shop.until(
                    "Orders",
                    table -> table.phase() == Phase.READY
                            && !Objects.requireNonNull(table.verdict()).digest().equals(digest));
            assertThat(CurrentDetails.of(shop.status(), Instant.EPOCH))
                    .contains("the approval by ann is void: it was of an older verdict")
                    .doesNotContain("approved by ann");
            assertThat(shop.refusal(Verb.APPROVE, approval(digest)))
                    .startsWith("TR-W013")
                    .contains(digest(shop));
        }
    }

    @Test
    void aVerdictByWhichNothingIsReadyCannotBeApproved() {
        try (var stage = new Stage()) {
            stage.script().always("compareStores", "Orders", Verdicts.of(1, VerdictOutcome.DIFFERENT));
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.verdict() != null);
            assertThat(shop.refusal(Verb.APPROVE, approval(digest(shop))))
                    .isEqualTo(
                            "TR-W001: Cannot approve: Orders: its verdict is DIFFERENT; only EQUAL or EXCEPTED can be approved.");
        }
    }

    private static String approval(String digest) {
        return "{\"digest\": \"%s\", \"by\": \"ann\", \"reason\": \"seen\"}".formatted(digest);
    }

    private static Migrating ready(Stage stage) {
        var shop = stage.start("Orders");
        shop.until("Orders", table -> table.phase() == Phase.READY);
        return shop;
    }

    private static String digest(Migrating shop) {
        return Objects.requireNonNull(shop.table("Orders").verdict()).digest();
    }
}
