package dev.tailrace.activities.backfill;

import dev.tailrace.activities.Attempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.control.LoadedTables;
import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.migration.Turn;

/** Copies scan segments (R2). Thread-safe. */
public final class CopyActivities implements BackfillActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public CopyActivities(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Turn copySegment(Segment segment) {
        long end = System.nanoTime() + (segment.brief() ? 0 : options.turn().toNanos());
        return Attempt.run(what(segment), pulse -> {
            var table = tables.get(segment.table());
            long term = Attempt.term(segment.scheduling());
            return new Share(table, segment.pass(), term, options, pulse).copy(segment.numbers(), end);
        });
    }

    private static String what(Segment segment) {
        int more = segment.numbers().size() - 1;
        return "table " + segment.table().table() + ", segment " + segment.number()
                + (more == 0 ? "" : " and " + more + " more");
    }
}
