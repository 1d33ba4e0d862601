package dev.tailrace.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.stage.Stage;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Turn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuarantineReplayTest {
    /** What was corrected between the two commands may be behind the first one's last turn already. */
    @Test
    void aCommandDuringTheLastTurnOfAReplayBeginsAnother() {
        try (var stage = new Stage()) {
            var shop = stage.start("Orders");
            shop.until("Orders", table -> table.phase() == Phase.READY);
            var asked = new CountDownLatch(1);
            Supplier<Turn> untilAskedAgain = () -> awaited(asked);
            int before = stage.script().calls("replayQuarantine", "Orders");
            stage.script().next("replayQuarantine", "Orders", untilAskedAgain);

            shop.verb(Verb.REPLAY_QUARANTINE, "");
            stage.until(() -> stage.script().calls("replayQuarantine", "Orders") == before + 1);
            shop.verb(Verb.REPLAY_QUARANTINE, "");
            asked.countDown();

            stage.until(() -> stage.script().calls("compareStores", "Orders") > 1);
            assertThat(stage.script().calls("replayQuarantine", "Orders")).isEqualTo(before + 2);
            shop.until("Orders", table -> table.phase() == Phase.READY);
        }
    }

    private static Turn awaited(CountDownLatch asked) {
        try {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            return new Turn.Done();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Turn.Yielded();
        }
    }
}
