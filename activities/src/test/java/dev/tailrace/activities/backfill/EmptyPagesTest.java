package dev.tailrace.activities.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An empty page is not the end of a segment: the absence of a last evaluated key is. */
@Tag("stack")
@Timeout(60)
class EmptyPagesTest {
    private static final int PAGES = 400;

    @Test
    void aSegmentOfNothingButEmptyPagesIsReadToItsEnd() throws Exception {
        var bench = new Bench(new SparseScan(PAGES, -1));
        assertThat(new Copying(bench, 1).read(Integer.MAX_VALUE)).isEqualTo(PAGES);
        assertThat(bench.rows()).isEmpty();
        assertThat(bench.one(Boolean.class, "select done from tailrace.lane where name = 'segment/0'"))
                .isTrue();
    }

    @Test
    void anItemBehindEmptyPagesIsCopied() throws Exception {
        var bench = new Bench(new SparseScan(PAGES, PAGES - 2));
        new Copying(bench, 1).read(Integer.MAX_VALUE);
        assertThat(bench.rows()).containsExactly(Map.entry("x/only", 1));
    }

    @Test
    void theNextAttemptGoesOnBehindTheEmptyPagesThatWereRead() throws Exception {
        var bench = new Bench(new SparseScan(PAGES, PAGES - 2));
        new Copying(bench, 1).read(PAGES / 2);
        assertThat(new Copying(bench, 2).read(Integer.MAX_VALUE)).isEqualTo(PAGES / 2);
        assertThat(bench.rows()).containsExactly(Map.entry("x/only", 1));
    }
}
