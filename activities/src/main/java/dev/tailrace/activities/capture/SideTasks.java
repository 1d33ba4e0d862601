package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.ClosedPasses;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LagMinutes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.objects.ObjectReader;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What one group of a pass does for all of them while lanes are read, each again and again. For one thread. */
final class SideTasks implements AutoCloseable {
    private final LoadedTable table;
    private final List<Side> sides = new ArrayList<>();
    private volatile boolean forgotten;

    private record Side(BackgroundTask task, BooleanSupplier due) {}

    private SideTasks(LoadedTable table) {
        this.table = table;
    }

    /** Those of another group. */
    static SideTasks none(LoadedTable table) {
        return new SideTasks(table);
    }

    static SideTasks of(LoadedTable table, Pass pass, EngineOptions options, Threads threads, ObjectReader objects) {
        var tasks = new SideTasks(table);
        var tokens = new TokenClock(table, pass, options.tokenEvery());
        tasks.add(threads, "measure-lag", tokens::tick, () -> table.spec().tokens() && tokens.isDue());
        tasks.add(threads, "read-objects", objects::step, objects::isDue);
        if (!pass.watches()) {
            var lag = new LagMinutes(table.target(), table.id(), pass.id());
            tasks.add(threads, "note-lag", lag::note, lag::isDue);
            tasks.add(threads, "forget-passes", tasks::forget, () -> !tasks.forgotten);
        }
        return tasks;
    }

    private void add(Threads threads, String name, BackgroundTask.Work work, BooleanSupplier due) {
        sides.add(new Side(new BackgroundTask(threads.open(name), work), due));
    }

    /** Begins what is due and not under way. Throws what one that has ended threw. */
    void again() throws SQLException, Gap, InterruptedException {
        for (var side : sides) {
            side.task().hasEnded();
            if (!side.task().isUnderWay() && side.due().getAsBoolean()) {
                side.task().start();
            }
        }
    }

    /** What the passes before this one left, a chunk at a time; no new ones come. */
    private void forget() throws SQLException {
        forgotten = !ClosedPasses.forgetSome(table.target(), table.id());
    }

    @Override
    public void close() {
        sides.reversed().forEach(side -> side.task().close());
    }
}
