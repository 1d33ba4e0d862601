package dev.tailrace.activities.view;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.mappers.problem.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what is in quarantine of a table's newest pass. Stateless; thread-safe. */
final class QuarantineRows {
    private QuarantineRows() {}

    /** @param most items that are told one by one */
    static QuarantinedTable read(Connection connection, String migration, TableSpec table, int most)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                select p.id, p.number, t.quarantine_accepted
                  from tailrace.source_table t
                  join tailrace.pass p on p.table_id = t.id
                 where t.migration = ? and t.name = ? order by p.number desc limit 1""")) {
            query.setString(1, migration);
            query.setString(2, table.from());
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return new QuarantinedTable(table.from(), 0, 0, table.quarantineBudget(), List.of(), List.of());
                }
                var passId = rows.getLong(1);
                var codes = codes(connection, passId);
                return new QuarantinedTable(
                        table.from(),
                        rows.getInt(2),
                        codes.stream().mapToLong(QuarantinedTable.Reason::count).sum(),
                        table.quarantineBudget() + rows.getLong(3),
                        codes,
                        items(connection, passId, new Rules(table.mapper()), most));
            }
        }
    }

    private static List<QuarantinedTable.Reason> codes(Connection connection, long passId) throws SQLException {
        try (var query = connection.prepareStatement("""
                select code, count(*), min(at) from tailrace.quarantine where pass_id = ?
                 group by code order by count(*) desc, code""")) {
            query.setLong(1, passId);
            var codes = new ArrayList<QuarantinedTable.Reason>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var code = rows.getString(1);
                    codes.add(new QuarantinedTable.Reason(
                            code, Code.titleOf(code), rows.getLong(2), ControlReader.instant(rows, 3)));
                }
            }
            return codes;
        }
    }

    private static List<QuarantinedTable.Entry> items(Connection connection, long passId, Rules rules, int most)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                select source_key, code, reason, at, by_copy, image from tailrace.quarantine where pass_id = ?
                 order by code, at, key_digest limit ?""")) {
            query.setLong(1, passId);
            query.setInt(2, most);
            var items = new ArrayList<QuarantinedTable.Entry>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var key = rows.getString(1);
                    items.add(new QuarantinedTable.Entry(
                            ControlReader.json(key),
                            rows.getString(2),
                            rows.getString(3),
                            ControlReader.instant(rows, 4),
                            rules.taking(key, rows.getString(6)),
                            rows.getBoolean(5) ? "copy" : "capture"));
                }
            }
            return items;
        }
    }
}
