package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.LaneTransactions;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.lane.ReverseProgress;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.store.ReverseWriter.LaneItem;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.SQLException;

/** How an attempt takes a lane that writes the source: the term in the control schema, then in the lane's item, upwards, and only then it asks (R15). */
final class LaneTaking {
    private LaneTaking() {}

    /** The answer. */
    sealed interface Taken {
        /** @param item as it is now: the attempt's, or closed */
        record Ours(Held lane, LaneItem item) implements Taken {}

        /** The control schema does not give it to this attempt. */
        record Not(Taking why) implements Taken {}
    }

    /** @throws dev.tailrace.mappers.problem.ProblemException coded R001 where the item does not fit what the control schema knows */
    static Taken take(LoadedTable table, WayBackStores stores, long passId, int number, long term) throws SQLException {
        var taking = LaneTransactions.take(table.target(), passId, Reverse.lane(number), term);
        if (!(taking instanceof Taking.Taken taken)) {
            return new Taken.Not(taking);
        }
        var lane = taken.lane();
        // R15: what was sent under the lanes of a pass before this one can land no more, before anything of this one does.
        ClosedItems.close(table);
        var before = Transaction.read(table.target(), c -> ReverseProgress.known(c, lane));
        var name = Reverse.item(table.ref(), passId, number);
        var item = stores.writer().take(name, term, before.sent() == 0);
        if (item == null) {
            throw LostCommits.of(name, null);
        }
        if (item.closed()) {
            return new Taken.Ours(lane, item);
        }
        if (item.term() > term) {
            // Either another attempt was quicker, or the control schema has forgotten that there was one.
            var now = Transaction.read(table.target(), c -> ReverseProgress.known(c, lane));
            if (now.term() < item.term()) {
                throw LostCommits.of(name, item);
            }
            return new Taken.Not(new Taking.Refused(now.term()));
        }
        if (item.number() < before.sent()) {
            throw LostCommits.of(name, item);
        }
        return new Taken.Ours(lane, item);
    }
}
