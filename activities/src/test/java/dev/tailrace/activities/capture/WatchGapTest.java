package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.lane.CrashPoints.Moment;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.lane.WatchGaps;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way to lose records while nothing is applied (R9): it is written down, and what comes behind it is read. */
@Tag("stack")
@Timeout(60)
class WatchGapTest {
    private final FakeTable source = new FakeTable(3, 2);
    private Migrating migrating;

    @BeforeEach
    void begin() throws Exception {
        source.put("a", "g", 1);
        migrating = new Migrating(source);
        migrating.copy();
        migrating.catchUp();
        migrating.watch();
        migrating.catchUp();
        assertThat(wasMet()).isFalse();
    }

    /** Whatever was lost, the next changes are seen. */
    @AfterEach
    void readingGoesOn() throws Exception {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        for (int n = 0; n < 8; n++) {
            source.put("new" + n, "g", n);
        }
        catchUp();
        assertThat(marked()).contains("new0", "new1", "new2", "new3", "new4", "new5", "new6", "new7");
        assertThat(migrating.bench.rows()).isEqualTo(Map.of("g/a", 1));
        migrating.close();
    }

    private boolean wasMet() throws Exception {
        return Transaction.read(
                migrating.bench.pool, c -> WatchGaps.wereMet(c, migrating.table.ref(), migrating.bench.passId));
    }

    private void assertTold(String... codes) throws Exception {
        assertThat(wasMet()).isTrue();
        assertThat(DSL.using(migrating.bench.pool, SQLDialect.POSTGRES)
                        .fetch("select distinct once from tailrace.audit where type = 'Gap' order by once")
                        .getValues(0, String.class))
                .isNotEmpty()
                .allMatch(once -> List.of(codes).contains(once.split("/")[2]));
    }

    private List<String> marked() {
        return Watching.marked(migrating.bench).stream()
                .map(key -> ((Value.Text) key.get("id")).value())
                .toList();
    }

    /** As the next attempts do: one that loses its lanes ends its turn. */
    private void catchUp() throws Exception {
        for (int attempt = 0; !migrating.isCaughtUp(); attempt++) {
            assertThat(attempt).isLessThan(20);
            migrating.reload();
            try {
                migrating.turn(new Rounds(400, () -> migrating.isCaughtUp()));
            } catch (LaneLost lost) {
                continue;
            }
        }
    }

    /** So many at most, or until something holds. */
    private static final class Rounds implements BooleanSupplier {
        private final BooleanSupplier end;
        private int left;

        Rounds(int most, BooleanSupplier end) {
            this.left = most;
            this.end = end;
        }

        @Override
        public boolean getAsBoolean() {
            return --left < 0 || end.getAsBoolean();
        }
    }

    @Test
    void aTrimmedPosition() throws Exception {
        source.put("a", "g", 2);
        source.put("a", "g", 3);
        source.put("a", "g", 4);
        source.stream().trim(s -> true, 3);
        catchUp();
        assertTold("TR-C010");
        assertThat(marked()).containsExactly("a");
    }

    @Test
    void aGapIsWrittenDownWithGoingOn() throws Exception {
        source.put("a", "g", 2);
        source.put("a", "g", 3);
        source.put("a", "g", 4);
        source.stream().trim(s -> true, 3);
        var before = migrating.positions();
        CrashPoints.arm((commit, moment) -> {
            if (commit == Commit.WATCH_GAP_PASSED && moment == Moment.BEFORE) {
                throw new AssertionError("crash");
            }
        });
        assertThat(catchThrowable(() -> migrating.rounds(50))).hasMessage("crash");
        assertThat(migrating.positions()).isEqualTo(before);
        assertThat(wasMet()).isFalse();
        CrashPoints.arm(CrashPoints.Stop.NONE);
        catchUp();
        assertTold("TR-C010");
    }

    @Test
    void aShardThatIsGoneBeforeItWasReadToItsEnd() throws Exception {
        source.put("a", "g", 2);
        source.stream().roll();
        var closed = source.stream().closed();
        source.stream().forget(closed::contains);
        migrating.rounds(50);
        catchUp();
        assertTold("TR-C010");
        assertThat(migrating.positions()).containsValue("done");
    }

    @Test
    void aLaterShardWithoutItsFirstRecords() throws Exception {
        source.stream().roll();
        catchUp();
        var read = source.stream().openIds();
        source.stream().roll();
        for (int n = 0; n < 9; n++) {
            source.put("" + n, "g", n);
        }
        source.stream().trim(s -> !read.contains(s), 1);
        catchUp();
        assertTold("TR-C011");
    }

    /** A soak takes longer than the stream keeps records. */
    @Test
    void behindAGapAnOldPassReadsOn() throws Exception {
        migrating.bench.run("update tailrace.pass set opened_at = opened_at - interval '25 hours'");
        aTrimmedPosition();
    }

    @Test
    void aParentThatIsNeitherDoneNorListedForFiveMinutes() throws Exception {
        source.stream().roll();
        source.stream().roll();
        var open = source.stream().openIds();
        source.stream().forget(s -> !open.contains(s) && !migrating.positions().containsKey("shard/" + s));
        migrating.rounds(50);
        assertThat(wasMet()).isFalse();
        migrating.bench.run("update tailrace.lane set created_at = created_at - interval '6 minutes'");
        migrating.rounds(50);
        catchUp();
        assertTold("TR-C013");
    }

    @Test
    void aStreamThatWasDisabledAndEnabledAnew() throws Exception {
        source.disableStream();
        source.put("lost", "g", 2);
        migrating.rounds(50);
        assertTold("TR-C015");
        source.enableStream(3);
        source.put("a", "g", 3);
        catchUp();
        assertTold("TR-C014", "TR-C015");
        assertThat(migrating.pass.streamArn()).isEqualTo(source.stream().arn());
        assertThat(marked()).containsExactly("a");
    }
}
