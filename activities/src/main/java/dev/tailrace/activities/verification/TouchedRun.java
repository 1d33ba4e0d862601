package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Marks;
import dev.tailrace.activities.lane.Marks.Range;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.TouchedKeys;
import dev.tailrace.activities.postgres.TouchedKeys.Marked;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Digests.Digest128;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.verify.TouchedComparison;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The level {@code touched}: compares the keys that are marked as written since the verdict that stands was begun (R14). */
final class TouchedRun {
    private static final int PAGE = 20;
    private static final int DELETED = 1_000;

    private final RunContext run;
    private final TouchedComparison comparison;
    private final Set<String> owned;
    /** A key is compared once, however often it was written: about 80 bytes each, of two million at most. */
    private final Set<Digest128> seen = new HashSet<>();

    private TouchedRun(RunContext run) {
        this.run = run;
        this.comparison = new TouchedComparison(run.stores());
        this.owned = run.table().mapper().tables().stream()
                .filter(RowTable::isOwned)
                .map(RowTable::name)
                .collect(Collectors.toSet());
    }

    static LevelResult of(RunContext run, BegunRun begun) throws SQLException, InterruptedException {
        long generation = begun.marks();
        var range = generation == 0
                ? new Range(0, 0, false)
                : run.inPlace()
                        .get(() -> Transaction.read(
                                run.table().target(),
                                c -> Marks.range(c, run.pass().id(), generation)));
        return new TouchedRun(run).compare(range);
    }

    private LevelResult compare(Range range) throws SQLException, InterruptedException {
        boolean stands = range.before() > 0;
        if (stands) {
            readMarks(range);
        }
        var findings = comparison.end();
        var limits = new ArrayList<String>();
        if (!stands) {
            limits.add("no verdict stands that it could renew: verify in full first");
        } else if (range.full()) {
            limits.add("more keys were written than are marked, so not all of them were compared: verify in full");
        } else {
            limits.add(String.format(
                    Locale.ROOT,
                    "only the %,d keys that were written since the verdict that stands was begun were compared; all others are as it found them",
                    seen.size()));
        }
        return new LevelResult(findings, null, null, stands && !range.full(), limits);
    }

    private void readMarks(Range range) throws SQLException, InterruptedException {
        var last = Marked.FIRST;
        for (var page = page(range, last); !page.isEmpty(); page = page(range, last)) {
            Stops.check(run.heartbeat());
            var ofOwned = new ArrayList<RowKey>();
            for (var marked : page) {
                for (var key : marked.keys()) {
                    if (seen.add(Digests.rowKey128(key))) {
                        compare(key, ofOwned);
                    }
                }
            }
            comparison.owners(ofOwned);
            last = page.getLast();
        }
    }

    private List<Marked> page(Range range, Marked last) throws SQLException, InterruptedException {
        return run.inPlace()
                .get(() -> Transaction.read(
                        run.table().target(),
                        c -> TouchedKeys.behind(c, run.pass().id(), range.since(), range.before(), last, PAGE)));
    }

    private void compare(RowKey mark, List<RowKey> ofOwned) throws InterruptedException {
        if (TouchedKeys.isItem(mark)) {
            comparison.item(TouchedKeys.item(mark));
        } else if (owned.contains(mark.table())) {
            var last = mark.cells().size() - 1;
            var key = new RowKey(mark.table(), mark.cells().subList(0, last));
            comparison.row(key, mark.cells().getLast());
            ofOwned.add(key);
        } else {
            comparison.row(mark, null);
        }
    }

    /** Deletes the marks that count no more, after a verdict. What is left of them is harmless, and deleted after the next. */
    static void deleteOld(RunContext run) throws SQLException, InterruptedException {
        int deleted;
        do {
            Stops.check(run.heartbeat());
            deleted = run.inPlace()
                    .get(() -> Transaction.run(run.table().target(), Commit.MARKS_DELETED, connection -> {
                        long since = Marks.range(connection, run.pass().id(), 0).since();
                        return TouchedKeys.deleteSome(connection, run.pass().id(), since, DELETED);
                    }));
        } while (deleted == DELETED);
    }

    /** In the transaction that stores a run's verdict. */
    static void end(Connection connection, Request request, BegunRun begun, VerdictOutcome outcome) {
        switch (request.options().level()) {
            case FULL -> Marks.endAll(connection, request.passId(), begun.marks(), outcome);
            case TOUCHED -> Marks.endTouched(connection, request.passId(), begun.marks(), outcome);
            case COUNT, SAMPLE -> {}
        }
    }
}
