package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.repair.Repairing;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts at a repair that end before it does: by a death, a stop, or because the pass is closed. */
@Tag("stack")
@Timeout(120)
class RepairAttemptTest extends StoredDifferences {
    private static final int MOST_CALLS = 1_000;

    /** Whatever it dies before: what it has done stands, and the next attempt goes on there. */
    @Test
    void eachDifferenceIsSettledOnceWhereverAnAttemptDies() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        different("different", "a", "x");
        different("extra", "b", "x");
        different("missing", "c", "x");
        source.put(item("a", "x", 2));
        source.put(item("c", "x", 3));
        int call = 1;
        int before = source.reads();
        while (call < MOST_CALLS && dies(call)) {
            assertThat(Repairing.attempt(bench.table, request(call, false))).isInstanceOf(Turn.Done.class);
            assertThat(source.reads() - before)
                    .as("reads by both attempts, of three items; death before call %d", call)
                    .isLessThanOrEqualTo(4);
            assertThat(bench.rows()).as("call %d", call).isEqualTo(Map.of("x/a", 2, "x/c", 3));
            assertThat(counts()).as("call %d", call).isEqualTo("3 2 1 0");
            assertThat(events()).as("call %d", call).hasSize(call);
            bench.run("delete from things");
            bench.run("insert into things (grp, id, n) values ('x', 'a', 1), ('x', 'b', 1)");
            call++;
            before = source.reads();
        }
        assertThat(call).as("statements that it died before").isBetween(30, MOST_CALLS - 1);
    }

    private boolean dies(int call) throws Exception {
        try {
            Repairing.attempt(onPool(CutShort.before(bench.pool, call)), request(call, false));
            return false;
        } catch (CutShort.Death death) {
            return true;
        }
    }

    @Test
    void anAttemptThatIsToStopGoesOnWhereItWas() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        different("different", "a", "x");
        different("different", "b", "x");
        source.put(item("a", "x", 2));
        source.put(item("b", "x", 2));
        var looks = new AtomicInteger();
        var afterOne = new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return looks.getAndIncrement() == 1;
            }

            @Override
            public void close() {}
        };
        assertThat(Repairing.attempt(bench.table, request(1, false), afterOne)).isEqualTo(new Turn.Yielded());
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 2, "x/b", 1));
        assertThat(Repairing.attempt(bench.table, request(1, false))).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 2, "x/b", 2));
        assertThat(source.reads()).isEqualTo(2);
    }

    /** The source is empty by then, as far as the closed pass's attempt can see. */
    @Test
    void nothingIsWrittenOnceThePassIsClosed() throws Exception {
        copied(item("a", "x", 1));
        different("extra", "a", "x");
        source.whileRead(() -> {
            throw new AssertionError("read");
        });
        Transaction.run(
                bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
        assertThat(Repairing.attempt(bench.table, request(1, false))).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/a", 1));
        assertThat(events()).isEmpty();
    }

    /** One whose pass is closed after it began finds that under the lock. */
    @Test
    void aPassThatIsClosedMeanwhileStopsIt() throws Exception {
        copied(item("a", "x", 1), item("b", "x", 1));
        different("extra", "a", "x");
        different("extra", "b", "x");
        var looks = new AtomicInteger();
        var closing = new Heartbeat() {
            @Override
            public boolean stopRequested() {
                if (looks.getAndIncrement() == 1) {
                    try {
                        Transaction.run(
                                bench.pool,
                                Commit.PASS_CLOSED,
                                c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), bench.passId));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return false;
            }

            @Override
            public void close() {}
        };
        assertThat(Repairing.attempt(bench.table, request(1, false), closing)).isInstanceOf(Turn.Done.class);
        assertThat(bench.rows()).isEqualTo(Map.of("x/b", 1));
    }

    private LoadedTable onPool(DataSource pool) {
        var table = bench.table;
        return new LoadedTable(
                table.id(),
                table.ref(),
                table.migration(),
                table.spec(),
                table.mapper(),
                table.capacity(),
                pool,
                table.source());
    }
}
