package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Progress for tests; each change gives another one. */
record Numbers(
        int passNumber,
        long estimated,
        long scanned,
        int segmentsDone,
        double units,
        @Nullable Double unitsPerSecond,
        long throttles,
        long applied,
        double oldestUnreadSeconds,
        boolean paused,
        int window,
        @Nullable Double writeMillis) {
    static final int PLANNED_WINDOW = 4;

    static TableProgress of(int passNumber, long estimated, long scanned, int segmentsDone) {
        return new Numbers(
                        passNumber, estimated, scanned, segmentsDone, 12.5, null, 0, 0, 1, false, PLANNED_WINDOW, 20.0)
                .progress();
    }

    /** A copy of 100,000 items that has come so far, at half a unit each. */
    static Numbers at(long scanned) {
        return new Numbers(1, 100_000, scanned, 0, scanned * 0.5, null, 0, 0, 1, false, PLANNED_WINDOW, 20.0);
    }

    Numbers throttled(long reads) {
        return new Numbers(
                passNumber,
                estimated,
                scanned,
                segmentsDone,
                units,
                unitsPerSecond,
                reads,
                applied,
                oldestUnreadSeconds,
                paused,
                window,
                writeMillis);
    }

    Numbers limited(@Nullable Double toUnitsPerSecond, int toWindow) {
        return new Numbers(
                passNumber,
                estimated,
                scanned,
                segmentsDone,
                units,
                toUnitsPerSecond,
                throttles,
                applied,
                oldestUnreadSeconds,
                paused,
                toWindow,
                writeMillis);
    }

    Numbers of(long items, boolean standing) {
        return new Numbers(
                passNumber,
                items,
                scanned,
                segmentsDone,
                units,
                unitsPerSecond,
                throttles,
                applied,
                oldestUnreadSeconds,
                standing,
                window,
                writeMillis);
    }

    Numbers writing(double millis) {
        return new Numbers(
                passNumber,
                estimated,
                scanned,
                segmentsDone,
                units,
                unitsPerSecond,
                throttles,
                applied,
                oldestUnreadSeconds,
                paused,
                window,
                millis);
    }

    Numbers captured(long records, double unreadSeconds) {
        return new Numbers(
                passNumber,
                estimated,
                scanned,
                segmentsDone,
                units,
                unitsPerSecond,
                throttles,
                records,
                unreadSeconds,
                paused,
                window,
                writeMillis);
    }

    TableProgress progress() {
        return behind(null);
    }

    TableProgress behind(@Nullable Double lagSeconds) {
        return new TableProgress(
                "Orders",
                passNumber,
                estimated,
                scanned,
                scanned,
                0,
                0,
                0,
                10,
                segmentsDone,
                4,
                units,
                unitsPerSecond,
                throttles,
                applied,
                0,
                0,
                1,
                lagSeconds,
                null,
                oldestUnreadSeconds,
                0,
                false,
                0,
                null,
                paused,
                window,
                PLANNED_WINDOW,
                3,
                writeMillis,
                List.of(),
                List.of());
    }
}
