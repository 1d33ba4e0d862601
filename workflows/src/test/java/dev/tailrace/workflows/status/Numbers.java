package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.QuarantineReason;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Progress for tests; each change gives another one. */
final class Numbers {
    static final int PLANNED_WINDOW = 4;

    private int passNumber = 1;
    private long estimated = 100_000;
    private long scanned;
    private int segmentsDone;
    private double units;
    private @Nullable Double unitsPerSecond;
    private long throttles;
    private long applied;
    private long quarantined;
    private long accepted;
    private double oldestUnreadSeconds = 1;
    private boolean paused;
    private int window = PLANNED_WINDOW;
    private @Nullable Double writeMillis = 20.0;

    private Numbers() {}

    static TableProgress of(int passNumber, long estimated, long scanned, int segmentsDone) {
        return new Numbers()
                .with(n -> {
                    n.passNumber = passNumber;
                    n.estimated = estimated;
                    n.scanned = scanned;
                    n.segmentsDone = segmentsDone;
                    n.units = 12.5;
                })
                .progress();
    }

    /** A copy of 100,000 items that has come so far, at half a unit each. */
    static Numbers at(long scanned) {
        return new Numbers().with(n -> {
            n.scanned = scanned;
            n.units = scanned * 0.5;
        });
    }

    Numbers throttled(long reads) {
        return with(n -> n.throttles = reads);
    }

    Numbers limited(@Nullable Double toUnitsPerSecond, int toWindow) {
        return with(n -> {
            n.unitsPerSecond = toUnitsPerSecond;
            n.window = toWindow;
        });
    }

    Numbers of(long items, boolean isPaused) {
        return with(n -> {
            n.estimated = items;
            n.paused = isPaused;
        });
    }

    Numbers writing(double millis) {
        return with(n -> n.writeMillis = millis);
    }

    Numbers captured(long records, double unreadSeconds) {
        return with(n -> {
            n.applied = records;
            n.oldestUnreadSeconds = unreadSeconds;
        });
    }

    Numbers accepted(long items) {
        return with(n -> n.accepted = items);
    }

    Numbers quarantined(long items) {
        return with(n -> n.quarantined = items);
    }

    private Numbers with(Consumer<Numbers> change) {
        var changed = new Numbers();
        changed.passNumber = passNumber;
        changed.estimated = estimated;
        changed.scanned = scanned;
        changed.segmentsDone = segmentsDone;
        changed.units = units;
        changed.unitsPerSecond = unitsPerSecond;
        changed.throttles = throttles;
        changed.applied = applied;
        changed.quarantined = quarantined;
        changed.accepted = accepted;
        changed.oldestUnreadSeconds = oldestUnreadSeconds;
        changed.paused = paused;
        changed.window = window;
        changed.writeMillis = writeMillis;
        change.accept(changed);
        return changed;
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
                quarantined,
                accepted,
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
                quarantined == 0
                        ? List.of()
                        : List.of(new QuarantineReason("TR-M022", quarantined, "2026-11-20T11:00:00Z")));
    }
}
