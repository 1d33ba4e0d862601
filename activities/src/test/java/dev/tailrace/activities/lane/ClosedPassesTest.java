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
                 + (select count(*) from tailrace.quarantine where pass_id = %1$d)""";

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
    }

    @AfterEach
    void noCrash() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
    }

    private long left(long pass) {
        return bench.one(Long.class, LEFT.formatted(pass));
    }

    /** One of each kind, and more tombstones than a chunk has. */
    private void fill(long pass) throws Exception {
        bench.pass = pass;
        new Copying(bench, 1).page("{}", item("a", "x", 1), bad("b", "x"));
        new Capturing(bench, 1).change(item("a", "x", 1), null).apply();
        bench.run(
                "insert into tailrace.tombstone select %d, 'things', 'd' || n, '{x,y}' from generate_series(1, 5000) n"
                        .formatted(pass));
        bench.run("insert into tailrace.claim values (%d, 'things', 'd', '{x}', 's', 'k')".formatted(pass));
        bench.run("insert into tailrace.dirty values (%d, 'things', 'd', '{x}')".formatted(pass));
    }

    private void close(long pass) throws Exception {
        Transaction.run(bench.pool, Commit.PASS_CLOSED, c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), pass));
    }

    @Test
    void whatAClosedPassLeftIsForgottenInChunksAndNothingOfTheOpenOne() throws Exception {
        long old = bench.pass;
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
        fill(bench.pass);
        close(bench.pass);
        long before = left(bench.pass);
        assertThat(ClosedPasses.forgetSome(bench.pool, bench.table.id() + 1)).isFalse();
        assertThat(left(bench.pass)).isEqualTo(before);
    }

    @Test
    void aCrashInTheMiddleForgetsWholeChunksAndTheNextGoesOn() throws Exception {
        fill(bench.pass);
        close(bench.pass);
        long before = left(bench.pass);
        CrashPoints.arm((commit, moment) -> {
            if (commit == Commit.PASSES_FORGOTTEN && moment == CrashPoints.Moment.BEFORE) {
                throw new AssertionError("crash");
            }
        });
        assertThat(catchThrowable(() -> ClosedPasses.forgetSome(bench.pool, bench.table.id())))
                .hasMessage("crash");
        assertThat(left(bench.pass)).isEqualTo(before);
        CrashPoints.arm(CrashPoints.Stop.NONE);
        while (ClosedPasses.forgetSome(bench.pool, bench.table.id())) {}
        assertThat(left(bench.pass)).isZero();
    }
}
