package dev.tailrace.activities.report;

import dev.tailrace.activities.file.ComparedColumns;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.report.ReportModel.Acceptance;
import dev.tailrace.activities.report.ReportRows.TableRow;
import dev.tailrace.activities.report.ReportedTable.Column;
import dev.tailrace.activities.report.ReportedTable.Differences;
import dev.tailrace.activities.report.ReportedTable.LagMinute;
import dev.tailrace.activities.report.ReportedTable.Repair;
import dev.tailrace.activities.report.ReportedTable.TargetTable;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Reads all that a report says of a migration, in the transaction of its caller. For one thread, and one reading. */
final class ReportReader {
    private final MigrationSpec spec;
    private final ReportRows rows;
    private final SignedRows signed;
    private final ShownKeys keys;
    private final TrailRows trail;
    private final List<ReportedDifference> differences = new ArrayList<>();

    /** @param sql on a connection whose transaction sees one moment */
    ReportReader(DSLContext sql, MigrationSpec spec, ShownKeys keys, TrailRows trail) {
        this.spec = spec;
        this.keys = keys;
        this.trail = trail;
        rows = new ReportRows(sql, spec.name());
        signed = new SignedRows(sql, spec.name());
    }

    ReportModel model() {
        var acceptances = signed.acceptances();
        var tables = tables(acceptances);
        var approvals = signed.approvals(tables.stream()
                .flatMap(table -> table.proof().stream())
                .map(Verdict::digest)
                .toList());
        return new ReportModel(
                ReportModel.SCHEMA,
                spec.name(),
                keys.areClear(),
                new Conclusions(spec.name(), tables, approvals, trail.trail()).conclusion(),
                rows.registration(
                        source(spec.dynamoDb()), "schema " + spec.postgres().schema()),
                tables,
                acceptances,
                approvals,
                trail.trail());
    }

    /** All that any run of any pass has found, by table, the newest first. */
    List<ReportedDifference> differences() {
        return List.copyOf(differences);
    }

    private List<ReportedTable> tables(List<Acceptance> acceptances) {
        var passes = rows.passes();
        var runs = rows.runs(keys.areClear());
        var lag = rows.lag();
        var repairs = signed.repairs();
        var tables = new ArrayList<ReportedTable>();
        for (var row : rows.tables()) {
            tables.add(table(
                    row,
                    passes.getOrDefault(row.id(), List.of()),
                    runs.getOrDefault(row.id(), List.of()),
                    acceptances.stream()
                            .anyMatch(one -> one.holds() && one.table().equals(row.name())),
                    repairs.getOrDefault(row.id(), List.of()),
                    lag.getOrDefault(row.id(), List.of())));
        }
        tables.sort(Comparator.comparingInt((ReportedTable table) -> Conclusions.rank(table.outcome()))
                .thenComparing(ReportedTable::name));
        return tables;
    }

    private ReportedTable table(
            TableRow row,
            List<ReportedPass> passes,
            List<ReportedRun> runs,
            boolean accepted,
            List<Repair> repairs,
            List<LagMinute> lag) {
        long newest = passes.isEmpty() ? 0 : passes.getFirst().id();
        var marked = StandingRun.marked(runs.stream().map(this::believed).toList(), newest);
        var standing = marked.stream().filter(ReportedRun::stands).findFirst();
        return new ReportedTable(
                row.name(),
                row.phase(),
                standing.map(run -> outcome(run, repairs)).orElse(VerdictOutcome.INCOMPLETE),
                standing.map(run -> sentence(run, repairs)).orElseGet(() -> TableSentence.withoutRun(row.phase())),
                marked,
                passes,
                targets(row),
                quarantine(row, newest, accepted),
                differences(row, passes, standing),
                repairs,
                trail.phases().getOrDefault(row.name(), List.of()),
                lag);
    }

    /** A repair makes a good verdict void for its keys (I6). */
    private static VerdictOutcome outcome(ReportedRun run, List<Repair> repairs) {
        return isVoid(run, repairs) ? VerdictOutcome.INCOMPLETE : run.outcome();
    }

    private static String sentence(ReportedRun run, List<Repair> repairs) {
        return isVoid(run, repairs) ? TableSentence.REPAIRED : TableSentence.of(run);
    }

    private static boolean isVoid(ReportedRun run, List<Repair> repairs) {
        return run.outcome().isReady() && repairs.stream().anyMatch(repair -> repair.isAfter(run));
    }

    private ReportedRun believed(ReportedRun run) {
        var why = run.trouble() == null ? trail.troubleOf(run) : null;
        return why == null ? run : run.doubted(why);
    }

    private Differences differences(TableRow row, List<ReportedPass> passes, Optional<ReportedRun> standing) {
        var found = passes.stream()
                .flatMap(pass -> differences(row.name(), pass).stream())
                .toList();
        differences.addAll(found);
        var ofStanding = found.stream()
                .filter(difference ->
                        standing.filter(run -> run.found(difference)).isPresent())
                .toList();
        return new Differences(
                ofStanding.size(),
                ofStanding.stream().limit(ReportLimits.DIFFERENCES).toList());
    }

    private List<ReportedDifference> differences(String table, ReportedPass pass) {
        return rows.differences(pass.id()).stream()
                .map(row -> new ReportedDifference(
                        table,
                        pass.number(),
                        row.run(),
                        row.number(),
                        row.kind(),
                        row.target(),
                        keys.key(row.sourceKey()),
                        ShownKeys.columns(row.detail()),
                        keys.detail(row.detail())))
                .toList();
    }

    private ReportedQuarantine quarantine(TableRow row, long passId, boolean accepted) {
        var reasons = rows.quarantineReasons(passId);
        long total =
                reasons.stream().mapToLong(ReportedQuarantine.Reason::items).sum();
        return new ReportedQuarantine(
                total,
                spec(row).map(TableSpec::quarantineBudget).orElse(0) + row.quarantineAccepted(),
                accepted ? total : 0,
                reasons,
                rows.quarantined(passId, ReportLimits.QUARANTINED).stream()
                        .map(item -> new ReportedQuarantine.Entry(
                                keys.key(item.sourceKey()),
                                item.code(),
                                keys.reason(item.code(), item.reason()),
                                item.at()))
                        .toList());
    }

    private List<TargetTable> targets(TableRow row) {
        return spec(row).stream()
                .flatMap(table -> ComparedColumns.of(table).stream())
                .map(target -> new TargetTable(
                        target.name(),
                        target.columns().entrySet().stream()
                                .map(column -> new Column(
                                        column.getKey(),
                                        column.getValue(),
                                        target.key().contains(column.getKey())))
                                .toList()))
                .sorted(Comparator.comparing(TargetTable::name))
                .toList();
    }

    private Optional<TableSpec> spec(TableRow row) {
        return spec.tables().stream()
                .filter(table -> table.from().equals(row.name()))
                .findFirst();
    }

    private static String source(StoreSpec.DynamoDb store) {
        return "DynamoDB" + (store.region() == null ? "" : ", region " + store.region())
                + (store.endpoint() == null ? "" : ", endpoint " + store.endpoint());
    }
}
