package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Takes every row of a target and keeps the keys of those drawn: the ones with the smallest digests, see {@link Draw}. Memory is
 * bounded by how many are drawn, whatever is taken. Thread-safe.
 */
final class DrawnRows implements Sink<Row> {
    private final Draw draw;
    private final int count;

    /** The largest digest first: it goes when a smaller one comes. */
    private final PriorityQueue<Ranked> kept =
            new PriorityQueue<>((a, b) -> Arrays.compareUnsigned(b.rank(), a.rank()));

    private long rows;

    /** @param count how many to draw, at least 1 */
    DrawnRows(Draw draw, int count) {
        this.draw = draw;
        this.count = count;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by the queue's order only
    private record Ranked(byte[] rank, OfRow row) {}

    @Override
    public void take(Row row) {
        var rank = draw.rank(row.key());
        take(rank, row);
    }

    private synchronized void take(byte[] rank, Row row) {
        rows++;
        if (kept.size() == count) {
            var largest = kept.element();
            if (Arrays.compareUnsigned(rank, largest.rank()) >= 0) {
                return;
            }
            kept.remove();
        }
        kept.add(new Ranked(rank, OfRow.of(row)));
    }

    /** How many rows were taken. */
    synchronized long rows() {
        return rows;
    }

    /** Those drawn, in the order of their digests. */
    synchronized List<OfRow> drawn() {
        return kept.stream()
                .sorted((a, b) -> Arrays.compareUnsigned(a.rank(), b.rank()))
                .map(Ranked::row)
                .toList();
    }
}
