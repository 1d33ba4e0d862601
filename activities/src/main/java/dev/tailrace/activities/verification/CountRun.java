package dev.tailrace.activities.verification;

import dev.tailrace.activities.lane.LaneKind;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.verify.CaptureProof.Evidence;
import dev.tailrace.verify.ComparedStores;
import dev.tailrace.verify.CountedSource;
import dev.tailrace.verify.Findings;
import dev.tailrace.verify.RowClasses;
import dev.tailrace.verify.Rows;
import dev.tailrace.verify.Together;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * The level {@code count}: rows per table and totals per column, of both sides. Two counts that were made while something changed
 * prove nothing of each other, so it claims something only where capture has passed all that was before and captured nothing
 * meanwhile.
 */
final class CountRun {
    /** Without tokens: a change that was on its way when the counts were made shows within this many waits. */
    private static final int WAITS = 3;

    private final RunContext run;
    private final ComparedStores stores;

    private CountRun(RunContext run) {
        this.run = run;
        this.stores = run.stores();
    }

    static LevelResult of(RunContext run) throws SQLException, InterruptedException {
        return new CountRun(run).run();
    }

    private LevelResult run() throws SQLException, InterruptedException {
        var before = stores.proof().await();
        long captured = captured();
        var totals = count();
        var after = stores.proof().await();
        for (int i = 1; i < WAITS && after == Evidence.TIME; i++) {
            after = stores.proof().await();
        }
        long meanwhile = captured() - captured;
        long quarantined = quarantined();
        var found = new Found(
                totals,
                meanwhile == 0 && before != Evidence.NONE && after != Evidence.NONE,
                quarantined,
                run.table().mapper().collects());
        return found.result(run.table().mapper().tables(), limits(found, meanwhile));
    }

    private Both count() throws InterruptedException {
        var source = new AtomicReference<CountedSource.Counts>();
        var target = new ArrayList<TargetTotals>();
        Together.run(List.of(
                () -> source.set(new CountedSource(stores).read(run.pass().segments())), () -> target(target)));
        return new Both(Objects.requireNonNull(source.get(), "read"), target);
    }

    private void target(List<TargetTotals> totals) throws InterruptedException {
        for (var table : run.table().mapper().tables()) {
            try {
                totals.add(run.inPlace().get(() -> TargetTotals.read(run.table(), table, run.heartbeat())));
            } catch (SQLException e) {
                throw new DataAccessException("Cannot count " + table.name(), e);
            }
        }
    }

    private record Both(CountedSource.Counts source, List<TargetTotals> target) {}

    /** How many changes capture has applied. */
    private long captured() throws SQLException, InterruptedException {
        return one("select coalesce(sum(applied), 0) from tailrace.lane where pass_id = ? and kind = '"
                + LaneKind.SHARD.persisted() + "'");
    }

    private long quarantined() throws SQLException, InterruptedException {
        return one("select count(*) from tailrace.quarantine where pass_id = ?");
    }

    private long one(String query) throws SQLException, InterruptedException {
        return run.inPlace()
                .get(() -> Transaction.read(
                        run.table().target(),
                        c -> DSL.using(c, SQLDialect.POSTGRES)
                                .fetchSingle(query, run.pass().id())
                                .get(0, Long.class)));
    }

    private List<String> limits(Found found, long meanwhile) {
        var limits = new ArrayList<String>();
        if (meanwhile > 0) {
            limits.add(String.format(
                    Locale.ROOT,
                    "%,d changes were captured while it counted: the counts are of different moments",
                    meanwhile));
        } else if (!found.still()) {
            limits.add("capture did not show a token in time: the counts may be of different moments");
        }
        limits.addAll(found.differences());
        limits.add(
                "no single row was compared: only how many there are, and what the columns that are plain copies come to");
        return limits;
    }

    /** What the totals say. @param still whether nothing changed between the two sides */
    private static final class Found {
        private final Both both;
        private final Totals totals;
        private final boolean still;
        private final long quarantined;
        private final TreeMap<String, Rows> tables = new TreeMap<>();
        private final List<String> differences = new ArrayList<>();
        private long missing;
        private long extra;
        private long different;
        private final long unnamed;

        /** @param parts whether several items may be one row: then quarantine names one of them */
        Found(Both both, boolean still, long quarantined, boolean parts) {
            this.both = both;
            this.totals = new Totals(both.source(), both.target());
            this.still = still;
            this.quarantined = quarantined;
            both.target().forEach(this::compare);
            unnamed = parts ? 0 : Math.max(0, both.source().items().refused() - quarantined);
            if (unnamed > 0) {
                differences.add(String.format(
                        Locale.ROOT, "%,d items cannot be mapped, and quarantine does not name them", unnamed));
            }
        }

        private void compare(TargetTotals table) {
            var rows = new Rows(totals.sourceRows(table), table.rows());
            tables.put(table.table(), rows);
            missing += Math.max(0, rows.source() - rows.target());
            extra += Math.max(0, rows.target() - rows.source());
            if (rows.source() != rows.target()) {
                differences.add(String.format(
                        Locale.ROOT,
                        "%s: the source makes %,d rows, the target holds %,d",
                        table.table(),
                        rows.source(),
                        rows.target()));
                return;
            }
            var columns = totals.differing(table);
            if (!columns.isEmpty()) {
                different++;
                differences.add(table.table() + ": the totals differ of " + String.join(", ", columns));
            }
        }

        boolean still() {
            return still;
        }

        List<String> differences() {
            return differences;
        }

        LevelResult result(List<RowTable> mapped, List<String> limits) {
            // Items that quarantine names may be what is missing, and nothing tells which.
            boolean confirmed = still && quarantined == 0;
            boolean proven = still && (confirmed || differences.isEmpty());
            return new LevelResult(findings(confirmed), null, totals.json(mapped), proven, limits);
        }

        private Findings findings(boolean confirmed) {
            long source = tables.values().stream().mapToLong(Rows::source).sum();
            long target = tables.values().stream().mapToLong(Rows::target).sum();
            return new Findings(
                    both.source().items(),
                    classes(source, missing, confirmed),
                    classes(target, extra, confirmed),
                    tables,
                    confirmed ? missing + unnamed : 0,
                    confirmed ? extra : 0,
                    confirmed ? different : 0,
                    List.of(),
                    quarantined,
                    List.of(),
                    0,
                    0,
                    false,
                    1,
                    0);
        }

        /** That there are as many does not pair a row with another. */
        private static RowClasses classes(long rows, long more, boolean confirmed) {
            return new RowClasses(rows, 0, rows - more, 0, confirmed ? more : 0, 0, confirmed ? 0 : more);
        }
    }
}
