package dev.tailrace.embedded.run;

import dev.tailrace.embedded.stack.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how migrations stand from the control schema: also when no worker is there to answer a query. Not thread-safe. */
public final class ControlView implements AutoCloseable {
    private static final String TABLES = """
            select t.name, t.phase, coalesce(p.number, 0) as pass, coalesce(p.estimated, 0) as estimated,
                   l.scanned, l.applied, l.removed, l.quarantined,
                   extract(epoch from now() - l.event_at) as event_age,
                   coalesce(v.run, 0) as run, v.outcome
            from tailrace.source_table t
            left join tailrace.pass p on p.table_id = t.id and p.closed_at is null
            left join lateral (
                select coalesce(sum(scanned), 0) as scanned, coalesce(sum(applied), 0) as applied,
                       coalesce(sum(removed), 0) as removed, max(event_at) as event_at,
                       (select count(*) from tailrace.quarantine q where q.pass_id = p.id) as quarantined
                from tailrace.lane where pass_id = p.id) l on true
            left join lateral (
                select run, outcome from tailrace.verification where pass_id = p.id order by run desc limit 1) v on true
            where t.migration = ?
            order by t.id
            """;

    private final Connection connection;

    private ControlView(Connection connection) {
        this.connection = connection;
    }

    public static ControlView open(DatabaseAddress target) throws SQLException {
        return new ControlView(target.connect());
    }

    /** The tables of a migration in its file's order; none before it is registered. */
    public List<TableView> tables(String migration) throws SQLException {
        if (!exists()) {
            return List.of();
        }
        List<TableView> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            select.setString(1, migration);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tables.add(view(row));
                }
            }
        }
        return tables;
    }

    /** The table of that name. */
    public TableView table(String migration, String name) throws SQLException {
        return tables(migration).stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(migration + " has no table " + name));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The schema comes with the first registration, in one transaction. */
    private boolean exists() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('tailrace.verification') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static TableView view(ResultSet row) throws SQLException {
        double age = row.getDouble("event_age");
        Optional<Duration> eventAge =
                row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis((long) (age * 1000)));
        return new TableView(
                row.getString("name"),
                row.getString("phase"),
                row.getInt("pass"),
                row.getLong("estimated"),
                row.getLong("scanned"),
                row.getLong("applied"),
                row.getLong("removed"),
                row.getLong("quarantined"),
                eventAge,
                row.getLong("run"),
                Optional.ofNullable(row.getString("outcome")));
    }
}
