package dev.tailrace.activities.report;

import static dev.tailrace.activities.report.StoredTime.instant;
import static dev.tailrace.activities.report.StoredTime.optional;

import dev.tailrace.activities.report.ReportModel.Registration;
import dev.tailrace.activities.report.ReportedTable.LagMinute;
import dev.tailrace.mappers.problem.Code;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * What the control schema holds of a migration's tables: a statement for each kind of row, of all tables at once, each in an order that
 * is stated.
 */
final class ReportRows {
    private final DSLContext sql;
    private final String migration;

    /** @param sql on a connection whose transaction sees one moment */
    ReportRows(DSLContext sql, String migration) {
        this.sql = sql;
        this.migration = migration;
    }

    record TableRow(long id, String name, String phase, long quarantineAccepted) {}

    /** @param detail as stored, with clear keys in it */
    record DifferenceRow(long run, int number, String kind, String target, String sourceKey, String detail) {}

    record QuarantineRow(String sourceKey, String code, String reason, Instant at) {}

    Registration registration(String source, String target) {
        return sql.fetchSingle("""
                        select digest, created_at, aborted_at, database from tailrace.migration where name = ?""", migration)
                .map(r -> new Registration(
                        r.get(0, String.class),
                        instant(r, 1),
                        optional(r, 2),
                        source,
                        target + (r.get(3) == null ? "" : " of database " + r.get(3, String.class))));
    }

    List<TableRow> tables() {
        return sql.fetch("""
                        select id, name, phase, quarantine_accepted from tailrace.source_table
                         where migration = ? order by name collate "C\"""", migration)
                .map(r -> new TableRow(
                        r.get(0, Long.class), r.get(1, String.class), r.get(2, String.class), r.get(3, Long.class)));
    }

    /** By table, the newest first. */
    Map<Long, List<ReportedPass>> passes() {
        return sql.fetch("""
                        select p.table_id, p.id, p.number, p.opened_at, p.barrier_at, p.purged_at, p.closed_at, p.stream_arn,
                               p.consistent, p.segments, p.estimated, l.*
                          from tailrace.pass p
                          join tailrace.source_table t on t.id = p.table_id
                          join lateral (
                            select coalesce(sum(scanned), 0), coalesce(sum(copied), 0), coalesce(sum(skipped), 0),
                                   coalesce(sum(inexact), 0), coalesce(sum(applied), 0), coalesce(sum(removed), 0),
                                   coalesce(sum(ttl_removed), 0), coalesce(round(sum(consumed_units)::numeric, 1), 0.0)::text
                              from tailrace.lane where pass_id = p.id) l on true
                         where t.migration = ? order by p.table_id, p.number desc""", migration).intoGroups(r -> r.get(0, Long.class), ReportRows::pass);
    }

    private static ReportedPass pass(Record r) {
        int i = 1;
        return new ReportedPass(
                r.get(i++, Long.class),
                r.get(i++, Integer.class),
                instant(r, i++),
                optional(r, i++),
                optional(r, i++),
                optional(r, i++),
                r.get(i++, String.class),
                r.get(i++, Boolean.class),
                r.get(i++, Integer.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i, String.class));
    }

    /** By table, the newest first. None stands yet. @param clear whether values of items may be among the totals */
    Map<Long, List<ReportedRun>> runs(boolean clear) {
        return sql.fetch("""
                        select p.table_id, v.pass_id, p.number, v.run, v.at, v.level, v.outcome, v.verdict, v.positions, v.totals
                          from tailrace.verification v
                          join tailrace.pass p on p.id = v.pass_id
                          join tailrace.source_table t on t.id = p.table_id
                         where t.migration = ? order by p.table_id, p.number desc, v.run desc""", migration)
                .intoGroups(
                        r -> r.get(0, Long.class),
                        r -> StoredRun.of(
                                        r.get(1, Long.class),
                                        r.get(2, Integer.class),
                                        r.get(3, Long.class),
                                        instant(r, 4),
                                        r.get(5, String.class),
                                        r.get(6, String.class),
                                        r.get(7, String.class),
                                        r.get(8, String.class))
                                .with(totals(r.get(9, String.class), clear)));
    }

    private static List<TableTotals> totals(@Nullable String stored, boolean clear) {
        return stored == null
                ? List.of()
                : ReportJson.totals(stored).stream()
                        .map(totals -> clear ? totals : totals.redacted())
                        .toList();
    }

    /** By table. Of a long time the greatest of several minutes, so that there are some 300 points. */
    Map<Long, List<LagMinute>> lag() {
        return sql.fetch("""
                        with noted as (
                          select g.table_id, extract(epoch from g.minute)::bigint as at, g.seconds
                            from tailrace.lag_minute g join tailrace.source_table t on t.id = g.table_id
                           where t.migration = ?),
                        step as (select 60 * (1 + (max(at) - min(at)) / 60 / 300) as width from noted)
                        select table_id, to_timestamp(at / width * width) as minute, round(max(seconds)::numeric, 1)::text
                          from noted, step group by table_id, minute order by table_id, minute""", migration)
                .intoGroups(r -> r.get(0, Long.class), r -> new LagMinute(instant(r, 1), r.get(2, String.class)));
    }

    /** Of a pass, the newest run first. */
    List<DifferenceRow> differences(long passId) {
        return sql.fetch("""
                        select run, number, kind, target, source_key, detail from tailrace.difference
                         where pass_id = ? order by run desc, number""", passId)
                .map(r -> new DifferenceRow(
                        r.get(0, Long.class),
                        r.get(1, Integer.class),
                        r.get(2, String.class),
                        r.get(3, String.class),
                        r.get(4, String.class),
                        r.get(5, String.class)));
    }

    /** How many of each code are in quarantine, the most frequent first. */
    List<ReportedQuarantine.Reason> quarantineReasons(long passId) {
        return sql.fetch("""
                        select code, count(*), min(at) from tailrace.quarantine where pass_id = ?
                         group by code order by count(*) desc, code collate "C\"""", passId)
                .map(r -> new ReportedQuarantine.Reason(
                        r.get(0, String.class),
                        Code.titleOf(r.get(0, String.class)),
                        r.get(1, Long.class),
                        instant(r, 2)));
    }

    List<QuarantineRow> quarantined(long passId, int most) {
        return sql.fetch("""
                        select source_key, code, reason, at from tailrace.quarantine where pass_id = ?
                         order by code collate "C", at, key_digest limit ?""", passId, most)
                .map(r -> new QuarantineRow(
                        r.get(0, String.class), r.get(1, String.class), r.get(2, String.class), instant(r, 3)));
    }
}
