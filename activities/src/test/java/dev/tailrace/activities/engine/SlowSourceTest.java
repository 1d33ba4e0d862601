package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.store.Late;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables that ask a source (R6) that does not answer in time. Item id → row grp. */
@Tag("stack")
@Timeout(60)
class SlowSourceTest {
    private final SourceItems source = new SourceItems();
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source, Bench.owned());
    }

    @Test
    void aSourceThatIsSlowIsAskedForLessAtATimeUntilItAnswersInTime() throws Exception {
        var capture = new Capturing(bench, 1);
        for (int i = 0; i < 120; i++) {
            source.put(item("i" + i, "g" + i, i));
            capture.change(null, item("i" + i, "g" + i, i));
        }
        capture.apply();
        source.tooSlowForMoreThan(3);
        new Copying(bench, 1).last();
        purged();
        assertThat(dirty()).isZero();
        assertThat(bench.rows()).hasSize(120);
        for (int i = 0; i < 120; i++) {
            source.put(item("i" + i, "g" + i, i + 1));
            capture.change(item("i" + i, "g" + i, i), item("i" + i, "g" + i, i + 1));
        }
        capture.apply();
        assertThat(bench.rows()).hasSize(120).containsEntry("g7/i7", 8);
        assertThat(dirty()).isZero();
    }

    @Test
    void aSourceTooSlowForOneKeyEndsTheAttemptWhoeverClaimsIt() throws Exception {
        new Copying(bench, 1).last(item("a", "x", 1), item("b", "x", 2));
        source.put(item("a", "x", 1));
        source.put(item("b", "x", 2));
        purged();
        source.tooSlowForMoreThan(1);
        var capture = new Capturing(bench, 1).change(null, item("c", "x", 3));
        assertThatThrownBy(capture::apply).isInstanceOf(Late.class);
        assertThat(bench.rows()).containsExactly(Map.entry("x/a", 1));
    }

    private long dirty() {
        return bench.one(Long.class, "select count(*) from tailrace.dirty");
    }

    private void purged() throws Exception {
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
    }
}
