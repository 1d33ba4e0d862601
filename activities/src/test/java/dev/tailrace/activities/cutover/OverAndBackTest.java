package dev.tailrace.activities.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.cutover.ShopWriters.Side;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.cutover.CutoverActivities.FinalStep;
import dev.tailrace.workflows.cutover.CutoverActivities.Step;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over, back and over again with writers on whichever side owns: what was acknowledged is there, and nothing else. */
@Tag("stack")
@Timeout(300)
class OverAndBackTest {
    private static final int WRITES = 200;

    @TempDir
    private Path folder;

    @AfterEach
    void disarm() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void theJournalIsWhatTheOwnerHasAfterEachStep() throws Exception {
        try (var shop = new SwitchedShop(folder);
                var writers = new ShopWriters(shop)) {
            writers.write(Side.SOURCE, WRITES, 1);
            shop.cutOver(1);
            assertThat(writers.held(Side.TARGET)).isEqualTo(writers.acknowledged());
            writers.write(Side.TARGET, WRITES, 2);
            assertThat(writers.held(Side.TARGET)).isEqualTo(writers.acknowledged());
            shop.rollBack(2);
            assertThat(writers.held(Side.SOURCE)).isEqualTo(writers.acknowledged());
            writers.write(Side.SOURCE, WRITES, 3);
            shop.cutOver(3);
            assertThat(writers.held(Side.TARGET)).isEqualTo(writers.acknowledged());
            writers.write(Side.TARGET, WRITES, 4);
            for (var table : shop.tables) {
                SwitchedShop.untilDone(n -> shop.steps().finalizeTable(new FinalStep(table, "ada")));
            }
            writers.write(Side.TARGET, WRITES, 5);
            assertThat(writers.held(Side.TARGET)).isEqualTo(writers.acknowledged());
            assertThat(shop.rows("select owner || recording from tailrace.ownership")).containsOnly("TARGETfalse");
            assertThat(shop.rows("select source_key from tailrace.token_key")).isEmpty();
        }
    }

    /** The lanes of the first reverse pass are closed at the source by then, and stay so. */
    @Test
    void aRollbackThatIsAbortedAfterItsLanesWereClosedGoesOnAtTheTarget() throws Exception {
        try (var shop = new SwitchedShop(folder);
                var writers = new ShopWriters(shop)) {
            writers.write(Side.SOURCE, WRITES, 1);
            shop.cutOver(1);
            writers.write(Side.TARGET, WRITES, 2);
            long attempt = shop.begin(Direction.ROLLBACK, 2);
            shop.drainBack(attempt);
            assertThatThrownBy(() -> writers.write(Side.TARGET, 1, 3))
                    .as("nobody owns it now")
                    .isInstanceOf(SQLException.class);
            shop.aborted(attempt);
            assertThat(shop.steps().moveToSource(new Step(shop.tables, attempt)).state())
                    .isEqualTo(AttemptState.ABORTED);
            var again = new ShopWriters(shop, writers);
            again.write(Side.TARGET, WRITES, 4);
            shop.rollBack(3);
            assertThat(again.held(Side.SOURCE)).isEqualTo(again.acknowledged());
        }
    }
}
