package dev.tailrace.verify;

import java.time.Duration;

/**
 * How much a comparison keeps in memory and reads again before it says that there is more.
 *
 * @param cells of the sketch, {@value Sketch#CELL_BYTES} bytes each; four fifths as many rows may differ
 * @param filterWords of the filter, 8 bytes each
 * @param unmatched how many rows that the target lacks are kept, and as many items that cannot be mapped, some 200 bytes each
 * @param watched how many items may be under suspicion at a time, about 1 KB each
 * @param sourceReads how often the source is read at most
 * @param rowsPerSegment of how many rows a segment is at most, about; of a small table they are smaller. What an attempt read of a
 *     segment that did not end is read again
 * @param betweenSaves how long there is between two saves of how far it is, at least; zero for a save after each segment
 */
public record ComparisonLimits(
        int cells,
        int filterWords,
        int unmatched,
        int watched,
        int sourceReads,
        int rowsPerSegment,
        Duration betweenSaves) {
    /** 117 MB of cells and 64 MB of filter, for 67 million rows or more. */
    public static final ComparisonLimits STANDARD =
            new ComparisonLimits(1 << 22, 1 << 23, 100_000, 20_000, 25, 1_000, Duration.ofMillis(250));

    private static final int FEWEST_ROWS = 100;
    private static final int SEGMENTS = 2_000;
    private static final int MOST_SEGMENTS = 1_000_000;

    /** In how many segments to read so many rows. DynamoDB's own limit of a parallel scan is a million (AWS documentation, Scan). */
    int segments(long rows) {
        long size = Math.clamp(rows / SEGMENTS, Math.min(FEWEST_ROWS, rowsPerSegment), rowsPerSegment);
        return (int) Math.clamp(rows / size, 1, MOST_SEGMENTS);
    }
}
