package dev.tailrace.activities.migration;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import java.sql.SQLException;
import java.util.List;

/** An attempt at opening a pass, by a plan that is given. */
public final class OpenAttempt {
    private OpenAttempt() {}

    public static Prepared.Open run(
            LoadedTable table, int newPass, int segments, String streamArn, EngineOptions options)
            throws SQLException, InterruptedException {
        var source = new TablePlan.Source(table.keys(), 0, 0, null, streamArn, List.of(), null);
        var copy = new TablePlan.Copy(
                segments, segments, null, table.spec().backfill().consistent(), 1, "");
        var notes = new TablePlan.Notes(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        var plan = new TablePlan.Ready(
                table.spec().from(), source, List.of(), List.of(), List.of(), TablePlan.Later.NOTHING, copy, notes);
        return switch (new PassOpener(options, t -> plan).prepare(table, newPass)) {
            case Prepared.Open open -> open;
            case Prepared.Waiting waiting -> throw new IllegalStateException("Cannot open a pass: " + waiting);
        };
    }
}
