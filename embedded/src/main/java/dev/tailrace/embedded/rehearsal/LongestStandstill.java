package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.run.TableView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Measures the longest time in which nothing moved at the target: no row, no position, no phase. Looks until it is closed. */
final class LongestStandstill implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Duration CLOSING = Duration.ofMinutes(1);

    private final Thread watcher;
    private volatile boolean closed;
    private volatile Duration longest = Duration.ZERO;

    LongestStandstill(SteadyView view) {
        watcher = Thread.ofVirtual().name("standstill").start(() -> watch(view));
    }

    /** Until now. */
    Duration longest() {
        return longest;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        if (!watcher.join(CLOSING)) {
            throw new IllegalStateException("The watcher did not end within " + CLOSING.toSeconds() + " s");
        }
    }

    private void watch(SteadyView view) {
        try (view) {
            List<TableView> last = List.of();
            long movedAt = System.nanoTime();
            while (!closed) {
                List<TableView> now =
                        view.tables().stream().map(LongestStandstill::timeless).toList();
                if (!now.equals(last)) {
                    last = now;
                    movedAt = System.nanoTime();
                }
                Duration still = Duration.ofNanos(System.nanoTime() - movedAt);
                longest = still.compareTo(longest) > 0 ? still : longest;
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    /** Ages grow by themselves. */
    private static TableView timeless(TableView table) {
        return new TableView(
                table.name(),
                table.phase(),
                table.passNumber(),
                table.estimated(),
                table.scanned(),
                table.applied(),
                table.removed(),
                table.quarantined(),
                Optional.empty(),
                table.run(),
                table.outcome());
    }
}
