package dev.tailrace.activities.report;

import static dev.tailrace.activities.report.StoredTime.instant;
import static dev.tailrace.activities.report.StoredTime.optional;

import dev.tailrace.activities.report.ReportModel.Acceptance;
import dev.tailrace.activities.report.ReportModel.Approval;
import dev.tailrace.activities.report.ReportedTable.Repair;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** What people answer for by name in a migration: acceptances, approvals, repairs. Each in the order in which it came. */
final class SignedRows {
    private final DSLContext sql;
    private final String migration;

    /** @param sql on a connection whose transaction sees one moment */
    SignedRows(DSLContext sql, String migration) {
        this.sql = sql;
        this.migration = migration;
    }

    /**
     * Of all passes. One holds if it is the newest of the newest pass, and each item that is in quarantine now was there when it was
     * made.
     */
    List<Acceptance> acceptances() {
        return sql.fetch("""
                        select t.name, a.accepted_by, a.at, a.reason, a.keys, a.digest,
                               p.number = (select max(n.number) from tailrace.pass n where n.table_id = t.id)
                               and a.number = (select max(n.number) from tailrace.acceptance n where n.pass_id = a.pass_id)
                               and not exists (
                                     select from tailrace.quarantine q
                                      where q.pass_id = a.pass_id and not exists (
                                              select from tailrace.accepted_key k
                                               where k.pass_id = a.pass_id and k.id = a.id and k.key_digest = q.key_digest))
                          from tailrace.acceptance a
                          join tailrace.pass p on p.id = a.pass_id
                          join tailrace.source_table t on t.id = p.table_id
                         where t.migration = ? order by a.at, t.name collate "C", a.number""", migration)
                .map(r -> new Acceptance(
                        r.get(0, String.class),
                        r.get(1, String.class),
                        instant(r, 2),
                        r.get(3, String.class),
                        r.get(4, Long.class),
                        r.get(5, String.class),
                        r.get(6, Boolean.class)));
    }

    /** @param standing the digests of the verdicts that tables stand on */
    List<Approval> approvals(List<String> standing) {
        return sql.fetch("""
                        select t.name, a.approved_by, a.at, a.reason, a.digest
                          from tailrace.approval a
                          join tailrace.pass p on p.id = a.pass_id
                          join tailrace.source_table t on t.id = p.table_id
                         where t.migration = ? order by a.at, t.name collate "C", a.id collate "C\"""", migration)
                .map(r -> new Approval(
                        r.get(4, String.class),
                        r.get(1, String.class),
                        instant(r, 2),
                        r.get(3, String.class),
                        r.get(0, String.class),
                        standing.contains(r.get(4, String.class))));
    }

    /** By table. */
    Map<Long, List<Repair>> repairs() {
        return sql.fetch("""
                        select p.table_id, p.number, r.run, r.asked_by, r.delete_foreign, r.written, r.removed, r.foreign_left,
                               r.begun_at, r.ended_at
                          from tailrace.repair r
                          join tailrace.pass p on p.id = r.pass_id
                          join tailrace.source_table t on t.id = p.table_id
                         where t.migration = ? order by p.table_id, r.begun_at, r.command""", migration)
                .intoGroups(
                        r -> r.get(0, Long.class),
                        r -> new Repair(
                                r.get(1, Integer.class),
                                r.get(2, Long.class),
                                r.get(3, String.class),
                                r.get(4, Boolean.class),
                                r.get(5, Long.class),
                                r.get(6, Long.class),
                                r.get(7, Long.class),
                                instant(r, 8),
                                optional(r, 9)));
    }
}
