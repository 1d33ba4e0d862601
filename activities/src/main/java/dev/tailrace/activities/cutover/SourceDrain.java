package dev.tailrace.activities.cutover;

import dev.tailrace.activities.capture.Tokens;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.ReversePasses;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Tokens in each shard of each table of a group (R13): once all are seen, all that was written before them is applied, or was watched. */
record SourceDrain(SwitchGroup group, Direction direction) {
    /** Sends a token to each table. Returns their numbers, in the tables' order. */
    List<Long> send() throws SQLException {
        var numbers = new ArrayList<Long>();
        for (var table : group.tables()) {
            numbers.add(Tokens.send(table, pass(table)));
        }
        return numbers;
    }

    /** What has not shown its token yet, a line for each table; empty: all have. */
    List<String> missing(List<Long> numbers) throws SQLException, Gap {
        var missing = new ArrayList<String>();
        for (int i = 0; i < group.tables().size(); i++) {
            var table = group.tables().get(i);
            int lanes = Tokens.missing(table, pass(table), numbers.get(i));
            if (lanes > 0) {
                missing.add("%s: %d shards have not shown the token".formatted(table.ref().name(), lanes));
            }
        }
        return missing;
    }

    /** The pass that reads the stream: before a cutover it applies it, before a rollback it watches it. */
    private Pass pass(LoadedTable table) throws SQLException {
        var kind = direction == Direction.CUTOVER ? Passes.FORWARD : Passes.REVERSE;
        var open = Transaction.read(table.target(), c -> ReversePasses.open(c, table.id(), kind));
        return Passes.get(
                table.target(),
                open.orElseThrow(() -> new IllegalStateException(
                                "Cannot drain " + table.ref().name() + ": it has no open pass"))
                        .passId());
    }
}
