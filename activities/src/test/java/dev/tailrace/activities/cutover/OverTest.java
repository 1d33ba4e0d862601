package dev.tailrace.activities.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.cutover.ShopWriters.Side;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.cutover.CutoverActivities.DrainStep;
import dev.tailrace.workflows.cutover.CutoverActivities.GateRequest;
import dev.tailrace.workflows.cutover.CutoverActivities.Step;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cutover of a group of two tables, step by step, with a real application on both sides. */
@Tag("stack")
@Timeout(180)
class OverTest {
    private static final int WRITES = 150;

    @TempDir
    private Path folder;

    private SwitchedShop shop;
    private ShopWriters writers;

    @BeforeEach
    void open() throws Exception {
        shop = new SwitchedShop(folder);
        writers = new ShopWriters(shop);
    }

    @AfterEach
    void close() throws Exception {
        if (shop != null) {
            writers.close();
            shop.close();
        }
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void whatWasAcknowledgedAtTheSourceIsAtTheTargetWhichThenTakesWrites() throws Exception {
        assertThatThrownBy(() -> writers.write(Side.TARGET, 1, 9)).isInstanceOf(SQLException.class);
        var application = new ShopWriters(shop, writers);
        application.write(Side.SOURCE, WRITES, 1);
        shop.cutOver(1);
        assertThat(application.held(Side.TARGET)).isEqualTo(application.acknowledged());
        application.write(Side.TARGET, WRITES, 2);
        assertThat(application.held(Side.TARGET)).isEqualTo(application.acknowledged());
    }

    @Test
    void itIsNotSilentWhileSomebodyWrites() throws Exception {
        long attempt = shop.begin(Direction.CUTOVER, 1);
        var first = shop.steps().awaitSilence(new DrainStep(shop.tables, attempt, null));
        assertThat(first.drained()).isFalse();
        writers.write(Side.SOURCE, 20, 1);
        // Counted by the time that a token that was sent behind them has come.
        shop.drained(attempt, shop.steps()::drainSource);
        var seen = shop.steps().awaitSilence(new DrainStep(shop.tables, attempt, first.numbers()));
        assertThat(seen.drained()).isFalse();
        assertThat(seen.waitingFor()).startsWith("somebody writes the source: ");
        shop.drained(attempt, shop.steps()::awaitSilence);
    }

    @Test
    void withoutTokensOfItsOwnItDoesNotMove() {
        long attempt = shop.begin(Direction.CUTOVER, 1);
        shop.run("delete from tailrace.token_sent");
        assertThat(shop.steps().moveToTarget(new Step(shop.tables, attempt)).holders())
                .contains("has not shown a token");
        assertThat(shop.rows("select owner from tailrace.ownership")).containsOnly("SOURCE");
    }

    @Test
    void theGateNamesAllThatIsInItsWayAndChangesNothing() throws Exception {
        writers.write(Side.SOURCE, WRITES, 1);
        shop.run("create table refers (id text primary key)");
        shop.run("alter table accounts add column surprise text not null default ''");
        var before = shop.rows("select count(*)::text from tailrace.audit");
        var gate = shop.steps().readGate(new GateRequest(shop.tables, Direction.CUTOVER, "ada"));
        // No verdict, no phase: there is no workflow here.
        assertThat(gate.problems().stream().map(Problem::code))
                .contains("TR-R022", "TR-R024")
                .doesNotContain("TR-R021", "TR-R023", "TR-R029", "TR-R030", "TR-R031", "TR-R035", "TR-T034");
        assertThat(gate.facts()).anyMatch(f -> f.contains("lag by token")).anyMatch(f -> f.contains("comes back"));
        assertThat(gate.pauseMillisFrom()).isPositive().isLessThan(gate.pauseMillisTo());
        assertThat(shop.rows("select count(*)::text from tailrace.audit")).isEqualTo(before);
        shop.run("update tailrace.source_table set phase = 'READY'");
        shop.run("drop trigger tailrace_guard on accounts");
        assertThat(shop.steps()
                        .readGate(new GateRequest(List.of(shop.tables.getFirst()), Direction.CUTOVER, "ada"))
                        .problems()
                        .stream()
                        .map(Problem::code))
                .contains("TR-T034")
                .doesNotContain("TR-R022");
    }
}
