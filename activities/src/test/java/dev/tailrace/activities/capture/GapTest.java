package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.turn.Turn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way to lose records: the table stops, stays stopped, applies nothing beyond; a new pass ends right. */
@Tag("stack")
@Timeout(60)
class GapTest {
    private final FakeTable source = new FakeTable(3, 2);
    private Migrating migrating;

    @BeforeEach
    void begin() throws Exception {
        source.put("a", "g", 1);
        source.put("b", "g", 1);
        source.put("c", "g", 1);
        migrating = new Migrating(source);
        migrating.copy();
        migrating.catchUp();
    }

    @AfterEach
    void aNewPassEndsRight() throws Exception {
        migrating.openPass();
        source.put("b", "moved", 7);
        migrating.copy();
        source.remove("c");
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        migrating.close();
    }

    private void stops(Code code) {
        var rows = migrating.bench.rows();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> migrating.turn(() -> false))
                    .isInstanceOfSatisfying(
                            Gap.class, gap -> assertThat(gap.problem().code()).isEqualTo(code.id()));
        }
        assertThat(migrating.bench.rows()).isEqualTo(rows);
    }

    /** Every lane stays where it was. */
    private void stopsAt(Code code) {
        var before = migrating.positions();
        stops(code);
        assertThat(migrating.positions()).isEqualTo(before);
    }

    @Test
    void aTrimmedPosition() {
        source.put("a", "g", 2);
        source.put("a", "g", 3);
        source.stream().trim(s -> true, 3);
        stopsAt(Code.C010);
    }

    @Test
    void aGapIsAnEventOfTheTrailOnceBeforeItIsTold() throws Exception {
        source.put("a", "g", 2);
        source.put("a", "g", 3);
        source.stream().trim(s -> true, 3);
        var bench = migrating.bench;
        for (int attempt = 1; attempt <= 2; attempt++) {
            var gap = catchThrowableOfType(Gap.class, () -> migrating.turn(() -> false));
            var pass = Passes.newest(bench.pool, 1).orElseThrow();
            assertThat(CaptureActivitiesImpl.gap(bench.table, pass, gap))
                    .isInstanceOfSatisfying(Turn.Blocked.class, told -> {
                        assertThat(told.problem().code()).isEqualTo(Code.C010.id());
                        assertThat(told.trail()).isNotNull();
                    });
        }
        assertThat(bench.one(Long.class, "select count(*) from tailrace.audit where type = 'Gap'"))
                .isEqualTo(1);
    }

    @Test
    void aShardThatIsGoneBeforeItWasReadToItsEnd() {
        source.put("a", "g", 2);
        source.stream().roll();
        var closed = source.stream().closed();
        source.stream().forget(closed::contains);
        stops(Code.C010);
    }

    @Test
    void aLaterShardWithoutItsFirstRecords() throws Exception {
        source.stream().roll();
        migrating.catchUp();
        var read = source.stream().openIds();
        source.stream().roll();
        for (int n = 0; n < 9; n++) {
            source.put("" + n, "g", n);
        }
        source.stream().trim(s -> !read.contains(s), 1);
        stops(Code.C011);
    }

    @Test
    void aShardFromTheStartThatIsUnreadAfterADay() throws Exception {
        migrating.openPass();
        migrating.bench.run("update tailrace.pass set opened_at = opened_at - interval '25 hours'");
        migrating.reload();
        stopsAt(Code.C012);
    }

    @Test
    void aParentThatIsNeitherDoneNorListedForFiveMinutes() throws Exception {
        source.stream().roll();
        source.stream().roll();
        var open = source.stream().openIds();
        source.stream().forget(s -> !open.contains(s) && !migrating.positions().containsKey("shard/" + s));
        migrating.rounds(50);
        assertThat(migrating.positions()).hasSize(4);
        source.put("a", "g", 2);
        migrating.rounds(50);
        assertThat(migrating.bench.rows()).containsEntry("g/a", 1);
        migrating.bench.run("update tailrace.lane set created_at = created_at - interval '6 minutes'");
        stops(Code.C013);
    }

    @Test
    void aStreamThatWasDisabled() {
        source.disableStream();
        source.put("a", "g", 2);
        stops(Code.C015);
        source.enableStream(2);
    }

    @Test
    void aStreamThatWasDisabledAndEnabledAnew() {
        source.disableStream();
        source.put("a", "lost", 2);
        source.enableStream(3);
        source.put("a", "g", 3);
        stops(Code.C014);
    }

    @Test
    void aStreamThatIsGone() {
        var old = source.stream().arn();
        source.disableStream();
        source.enableStream(2);
        source.forgetStream(old);
        assertThatThrownBy(() -> migrating.turn(() -> false))
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.problem().code()).isIn(Code.C010.id(), Code.C014.id()));
    }
}
