package dev.tailrace.activities.reverse;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.LaneTransactions;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.ReverseMarks;
import dev.tailrace.activities.lane.ReverseProgress;
import dev.tailrace.activities.lane.ReverseProgress.Step;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.ReverseQuarantine;
import dev.tailrace.activities.postgres.ReverseQuarantine.Entry;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.activities.store.ReverseWriter.Write;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.problem.Code;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A lane that writes the source, held by an attempt, with its item (R14, R15). It owns the source keys of a hash: it reads marks with their
 * numbers, then asks, then writes, and after the answer takes away the marks whose numbers are the same still. For one thread.
 */
final class ReverseLane {
    /** All of them in one question to the source, and their writes in one batch. */
    private static final int MARKS = ReverseWriter.MOST_WRITES;

    private final LoadedTable table;
    private final Held lane;
    private final int number;
    private final BatchSender sender;
    private final Questions questions;
    private final Backoff backoff;
    private final LaneTransactions control;

    ReverseLane(
            LoadedTable table, Held lane, int number, BatchSender sender, WayBackStores stores, EngineOptions options) {
        this.table = table;
        this.lane = lane;
        this.number = number;
        this.sender = sender;
        backoff = new Backoff();
        questions = new Questions(table, stores, backoff, lane.passId());
        control = new LaneTransactions(table.target(), lane, options.idleInTransaction());
    }

    /** Whether it can go on. Its item closed, it waits for its pass to be. */
    boolean isOpen() {
        return sender.state() == BatchSender.State.OPEN;
    }

    /**
     * Asks for some marked keys and writes what the target says of them.
     *
     * @return whether there were any
     */
    boolean step() throws SQLException, LaneLost {
        var marks = Transaction.read(
                table.target(), c -> ReverseMarks.next(c, lane.passId(), number, MARKS, backoff.leftOut()));
        if (marks.isEmpty()) {
            return false;
        }
        var round = questions.ask(marks);
        write(round);
        settle(round);
        return true;
    }

    private void write(Round round) throws SQLException, LaneLost {
        var large = round.writes.stream().filter(KeyWrites::isLarge).toList();
        var batch =
                KeyWrites.batch(round.writes.stream().filter(w -> !w.isLarge()).toList());
        if (!batch.isEmpty()) {
            keep(round, sender.send(batch));
        }
        for (var key : large) {
            if (isOpen()) {
                writeInParts(key, round);
            }
        }
    }

    /** Between two of its batches the parts at the source do not belong together: that we left them so is written down before. */
    private void writeInParts(KeyWrites key, Round round) throws SQLException, LaneLost {
        var parts = key.parts();
        control.run(Commit.PARTS_BEGUN, c -> {
            ReverseProgress.advance(c, lane, new Step(sender.number(), 0, 0, 0, 0, 0, 0));
            ReverseQuarantine.add(
                    c,
                    lane.passId(),
                    List.of(new Entry(
                            key.mark(),
                            Code.R003.id(),
                            "%d items are written in %d transactions."
                                    .formatted(key.writes().size(), parts.size()))));
            return parts;
        });
        for (var part : parts) {
            var result = sender.send(List.of(part));
            if (result.landed().isEmpty()) {
                keep(round, result);
                return;
            }
            count(round, part);
        }
        round.good(key.mark());
    }

    private void keep(Round round, BatchResult result) {
        result.landed().forEach(key -> {
            count(round, key);
            round.good(key.mark());
            backoff.landed(questions.partition(key.key()));
        });
        result.refused()
                .forEach((key, why) -> round.aside(key.mark(), Code.R002.id(), "The source refuses the item: " + why));
        // Once for each partition, however many of its keys were in the batch.
        result.busy().stream()
                .map(key -> questions.partition(key.key()))
                .collect(Collectors.toSet())
                .forEach(backoff::busy);
        result.busy().forEach(key -> backoff.leaveOut(key.mark(), questions.partition(key.key())));
    }

    private static void count(Round round, KeyWrites landed) {
        for (var write : landed.writes()) {
            switch (write) {
                case Write.Put put -> round.written++;
                case Write.Delete delete -> round.deleted++;
            }
        }
    }

    /** After the source's answer, and only by who has the lane (R14). All of it may be done again. */
    private void settle(Round round) throws SQLException, LaneLost {
        var step = new Step(
                sender.number(),
                round.done.size(),
                round.written,
                round.deleted,
                round.aside.size(),
                questions.spent(),
                sender.throttled());
        control.run(Commit.KEYS_WRITTEN_BACK, c -> {
            ReverseProgress.advance(c, lane, step);
            ReverseQuarantine.clear(c, lane.passId(), round.good);
            ReverseQuarantine.add(c, lane.passId(), round.aside);
            ReverseMarks.clear(c, lane.passId(), round.done);
            ReverseMarks.mark(c, lane.passId(), round.instead);
            return round;
        });
    }
}
