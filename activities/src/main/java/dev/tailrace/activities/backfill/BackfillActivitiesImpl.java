package dev.tailrace.activities.backfill;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.backfill.BackfillActivities;
import dev.tailrace.workflows.turn.Turn;

/** Copies scan segments (R2). Thread-safe. */
public final class BackfillActivitiesImpl implements BackfillActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public BackfillActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Turn copySegment(Segment segment) {
        long end = System.nanoTime() + (segment.brief() ? 0 : options.turn().toNanos());
        return ActivityAttempt.run(what(segment), heartbeat -> {
            var table = tables.get(segment.table());
            long term = ActivityAttempt.term(segment.scheduling());
            return new SegmentGroup(table, segment.passId(), term, options, heartbeat).copy(segment.numbers(), end);
        });
    }

    private static String what(Segment segment) {
        int more = segment.numbers().size() - 1;
        return "table " + segment.table().name() + ", segment " + segment.number()
                + (more == 0 ? "" : " and " + more + " more");
    }
}
