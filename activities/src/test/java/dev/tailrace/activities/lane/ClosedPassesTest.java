package dev.tailrace.activities.lane;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.engine.Bench;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("stack")
@Timeout(60)
class ClosedPassesTest {
    private static final String LEFT = """
            select (select count(*) from tailrace.tombstone where pass_id = %1$d)
                 + (select count(*) from tailrace.claim where pass_id = %1$d)
                 + (select count(*) from tailrace.dirty where pass_id = %1$d)
                 + (select count(*) from tailrace.quarantine where pass_id = %1$d)
                 + (select count(*) from tailrace.comparison_piece where pass_id = %1$d)""";

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
    }

    @AfterEach
    void noCrash() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
    }

    private long left(long passId) {
        return bench.one(Long.class, LEFT.formatted(passId));
    }

    /** One of each kind, and more tombstones than a chunk has. */
    private void fill(long passId) throws Exception {
        bench.passId = passId;
        new Copying(bench, 1).page("{}", item("a", "x", 1), bad("b", "x"));
        new Capturing(bench, 1).change(item("a", "x", 1), null).apply();
        bench.run(
                "insert into tailrace.tombstone select %d, 'things', 'd' || n, '{x,y}' from generate_series(1, 5000) n"
                        .formatted(passId));
        bench.run("insert into tailrace.claim values (%d, 'things', 'd', '{x}', 's', 'k')".formatted(passId));
        bench.run("insert into tailrace.comparison (pass_id, run) values (%d, 1)".formatted(passId));
        bench.run("insert into tailrace.comparison_piece values (%d, 1, 'sketch', 0, '')".formatted(passId));
        bench.run("insert into tailrace.dirty values (%d, 'things', 'd', '{x}')".formatted(passId));
    }

    private void close(long passId) throws Exception {
        Transaction.run(bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), passId));
    }

    @Test
    void whatAClosedPassLeftIsForgottenInChunksAndNothingOfTheOpenOne() throws Exception {
        long old = bench.passId;
        fill(old);
        close(old);
        long now = bench.openPass(2);
        fill(now);
        long kept = left(now);
        int chunks = 0;
        while (ClosedPasses.forgetSome(bench.pool, bench.table.id())) {
            chunks++;
        }
        assertThat(chunks).isGreaterThan(1);
        assertThat(left(old)).isZero();
        assertThat(left(now)).isEqualTo(kept).isGreaterThan(5_000);
        assertThat(bench.one(Long.class, "select count(*) from tailrace.lane where pass_id = " + old))
                .isEqualTo(3);
    }

    @Test
    void anotherTablesPassesAreLeftToIt() throws Exception {
        fill(bench.passId);
        close(bench.passId);
        long before = left(bench.passId);
        assertThat(ClosedPasses.forgetSome(bench.pool, bench.table.id() + 1)).isFalse();
        assertThat(left(bench.passId)).isEqualTo(before);
    }

    @Test
    void aCrashInTheMiddleForgetsWholeChunksAndTheNextGoesOn() throws Exception {
        fill(bench.passId);
        close(bench.passId);
        long before = left(bench.passId);
        CrashPoints.arm((commit, moment) -> {
            if (commit == Commit.PASSES_FORGOTTEN && moment == CrashPoints.Moment.BEFORE) {
                throw new AssertionError("crash");
            }
        });
        assertThat(catchThrowable(() -> ClosedPasses.forgetSome(bench.pool, bench.table.id())))
                .hasMessage("crash");
        assertThat(left(bench.passId)).isEqualTo(before);
        CrashPoints.arm(CrashPoints.Stop.NONE);
        while (ClosedPasses.forgetSome(bench.pool, bench.table.id())) {}
        assertThat(left(bench.passId)).isZero();
    }
}
