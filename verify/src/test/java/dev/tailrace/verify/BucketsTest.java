package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
    private static final int ROWS = 5_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ROWS, 1_000_000})
    void theSameRowsInAnotherOrderDoNotDiffer(int expected) {
        var buckets = new Buckets(expected);
        var rows = rows();
        add(buckets, Side.SOURCE, rows);
        Collections.shuffle(rows, new Random(7));
        add(buckets, Side.TARGET, rows);
        assertThat(buckets.differing(ROWS)).isEmpty();
    }

    @Test
    void rowsAddedFromManyThreadsAreAllCounted() {
        var buckets = new Buckets(ROWS);
        var rows = rows();
        rows.parallelStream().forEach(row -> add(buckets, Side.SOURCE, List.of(row)));
        rows.parallelStream().forEach(row -> add(buckets, Side.TARGET, List.of(row)));
        assertThat(buckets.differing(ROWS)).isEmpty();
        assertThat(buckets.rows(Side.SOURCE, all())).isEqualTo(ROWS);
    }

    @Test
    void aMissingAnExtraAndADifferentRowMarkTheirBuckets() {
        var buckets = new Buckets(ROWS);
        var rows = rows();
        add(buckets, Side.SOURCE, rows);
        var missing = rows.removeFirst();
        var different = rows.removeLast();
        var changed = Places.row("4999", "a", "other");
        var extra = Places.row("new", "a", "v");
        add(buckets, Side.TARGET, rows);
        add(buckets, Side.TARGET, List.of(changed, extra));
        var marked = new BitSet();
        List.of(missing, different, extra).forEach(row -> marked.set(buckets.of(row.key())));
        assertThat(buckets.differing(ROWS)).containsExactly(marked);
    }

    @Test
    void aRowSeenTwiceIsNotTheSameAsNone() {
        var buckets = new Buckets(ROWS);
        var row = Places.row("1", "a", "v");
        add(buckets, Side.TARGET, List.of(row, row));
        assertThat(buckets.differing(ROWS)).hasSize(1);
    }

    @Test
    void differingBucketsComeInGroupsThatFitInMemory() {
        var buckets = new Buckets(ROWS);
        add(buckets, Side.SOURCE, rows());
        var groups = buckets.differing(1_000);
        assertThat(groups).hasSizeBetween(5, 10);
        var all = new BitSet();
        for (var group : groups) {
            assertThat(buckets.rows(Side.SOURCE, group)).isLessThanOrEqualTo(1_000);
            assertThat(all.intersects(group)).isFalse();
            all.or(group);
        }
        assertThat(buckets.rows(Side.SOURCE, all)).isEqualTo(ROWS);
    }

    @Test
    void keysOfRunningNumbersSpreadOverTheBuckets() {
        var buckets = new Buckets(1_000_000);
        long used = rows().stream()
                .mapToInt(row -> buckets.of(row.key()))
                .distinct()
                .count();
        assertThat(used).isGreaterThan(ROWS * 3 / 4 * 8_192L / (8_192 + ROWS));
    }

    private static List<Row> rows() {
        return new ArrayList<>(IntStream.range(0, ROWS)
                .mapToObj(i -> Places.row(Integer.toString(i), "a", "v" + i))
                .toList());
    }

    private static BitSet all() {
        var all = new BitSet();
        all.set(0, 256);
        return all;
    }

    private static void add(Buckets buckets, Side side, List<Row> rows) {
        rows.forEach(row -> buckets.add(side, row.key(), Digests.row(row)));
    }
}
