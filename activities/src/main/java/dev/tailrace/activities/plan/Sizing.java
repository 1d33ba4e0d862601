package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec.Backfill;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many segments, how many at once, how fast. Pure. */
final class Sizing {
    private static final long SEGMENT_BYTES = 64L << 20;
    /** Below this, segments of a page or so: the scan of DynamoDB Local slows down with the depth of a segment. */
    private static final long SMALL_TABLE_BYTES = 1L << 30;

    private static final long PAGE_ITEMS = 2_000;
    private static final int MOST_SEGMENTS = 4_096;
    private static final int WINDOW = 4;
    /** So that a slow segment does not leave the others' places empty at the end. */
    private static final int SEGMENTS_PER_PLACE = 4;

    private static final int CAPTURE_GROUPS = 2;

    private Sizing() {}

    /** @param readUnits provisioned; null: on demand */
    static TablePlan.Copy of(Backfill spec, long items, long bytes, @Nullable Long readUnits) {
        int places = spec.window() == null ? WINDOW : spec.window();
        int segments = spec.segments() == null ? segments(items, bytes, places) : spec.segments();
        var units = unitsPerSecond(spec, readUnits);
        return new TablePlan.Copy(
                segments,
                Math.min(places, segments),
                units,
                spec.consistent(),
                CAPTURE_GROUPS,
                segmentsReason(spec, items, bytes, places) + " " + rateReason(spec, readUnits));
    }

    private static int segments(long items, long bytes, int places) {
        long most = Math.max(Math.max(bySize(bytes), byItems(items, bytes)), (long) SEGMENTS_PER_PLACE * places);
        return (int) Math.min(most, MOST_SEGMENTS);
    }

    private static long bySize(long bytes) {
        return Math.ceilDiv(bytes, SEGMENT_BYTES);
    }

    private static long byItems(long items, long bytes) {
        return bytes < SMALL_TABLE_BYTES ? Math.ceilDiv(items, PAGE_ITEMS) : 0;
    }

    private static String segmentsReason(Backfill spec, long items, long bytes, int places) {
        if (spec.segments() != null) {
            return "The number of segments is the file's.";
        }
        int segments = segments(items, bytes, places);
        if (segments == MOST_SEGMENTS) {
            return "No more than 4,096 segments.";
        }
        if (segments == bySize(bytes)) {
            return "One segment per 64 MiB.";
        }
        return segments == byItems(items, bytes)
                ? "One segment per 2,000 items: the table is small."
                : "Four segments for each that runs at once: the table is small.";
    }

    private static @Nullable Double unitsPerSecond(Backfill spec, @Nullable Long readUnits) {
        if (readUnits != null) {
            return readUnits * spec.capacityShare();
        }
        return spec.budget() == null ? null : Double.valueOf(spec.budget() * spec.capacityShare());
    }

    private static String rateReason(Backfill spec, @Nullable Long readUnits) {
        if (readUnits != null) {
            return String.format(
                    Locale.ROOT, "%.0f %% of %,d provisioned read units/s.", spec.capacityShare() * 100, readUnits);
        }
        return spec.budget() == null
                ? "No limit: the table is on demand, and backfill.budget is not stated."
                : String.format(
                        Locale.ROOT,
                        "%.0f %% of the budget of %,.0f read units/s.",
                        spec.capacityShare() * 100,
                        spec.budget());
    }
}
