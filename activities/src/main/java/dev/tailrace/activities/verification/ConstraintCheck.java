package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.file.TargetOptions.ForeignKey;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.RowTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Looks for what the constraints that the file asks for would refuse (R5), as the target is at one moment: a statement each, for as
 * long as it takes. For one thread.
 */
final class ConstraintCheck {
    /** Of each constraint, with keys. */
    static final int SHOWN = 20;

    private static final Duration POLL = Duration.ofMillis(200);

    /** Wrong names and types, missing rights (source: PostgreSQL manual, appendix A). */
    private static final String CANNOT = "42";

    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("constraint-check").start(task);

    private final LoadedTable table;
    private final Heartbeat heartbeat;
    private final List<Violation> violations = new ArrayList<>();

    ConstraintCheck(LoadedTable table, Heartbeat heartbeat) {
        this.table = table;
        this.heartbeat = heartbeat;
    }

    /** In the order of the tables' names; empty where the file asks for no constraints. */
    List<Violation> violations() throws SQLException, InterruptedException {
        for (var target : table.mapper().tables()) {
            var options = table.spec().options(target.name());
            for (var columns : options.unique()) {
                unique(target, columns);
            }
            for (var reference : options.foreignKeys()) {
                foreignKey(target, reference);
            }
        }
        return violations;
    }

    private void unique(RowTable target, List<String> columns) throws SQLException, InterruptedException {
        var rows = read(
                target,
                "unique " + columns,
                ConstraintSelect.duplicates(table.schema(), target, columns, SHOWN),
                r -> "%s is %s in %s rows, keys %s and %s".formatted(columns, r.get(1), r.get(2), r.get(3), r.get(4)));
        if (!rows.isEmpty()) {
            add(
                    "duplicate",
                    target,
                    "%s is not unique by %s; values in more than one row:".formatted(target.name(), columns),
                    rows);
        }
    }

    private void foreignKey(RowTable target, ForeignKey reference) throws SQLException, InterruptedException {
        var rows = read(
                target,
                "references to " + reference.references(),
                ConstraintSelect.orphans(table.schema(), target, reference, SHOWN),
                r -> "key %s: %s is %s, which is not in %s"
                        .formatted(r.get(1), reference.columns(), r.get(2), reference.references()));
        if (!rows.isEmpty()) {
            add(
                    "orphan",
                    target,
                    "%s refers by %s to what is not in %s; rows:"
                            .formatted(target.name(), reference.columns(), reference.references()),
                    rows);
        }
    }

    private void add(String kind, RowTable target, String what, List<Row> rows) {
        violations.add(new Violation(
                kind,
                target.name(),
                "%s %s".formatted(what, rows.getFirst().all()),
                rows.stream().map(Row::detail).toList()));
    }

    /** One of how many. */
    private record Row(String all, String detail) {}

    private interface Detail {
        String of(List<String> cells);
    }

    private List<Row> read(RowTable target, String what, String select, Detail detail)
            throws SQLException, InterruptedException {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            // The server says nothing meanwhile, and has no limit then, either; the pool sets the client's again.
            connection.setNetworkTimeout(Runnable::run, 0);
            try {
                Transaction.beginSnapshot(connection, Transaction.FROZEN);
                return read(connection, select, detail);
            } finally {
                Transaction.undo(connection);
            }
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(CANNOT)) {
                throw e;
            }
            violations.add(new Violation(
                    "unchecked",
                    target.name(),
                    "%s, %s could not be looked at: SQLSTATE %s".formatted(target.name(), what, e.getSQLState()),
                    List.of()));
            return List.of();
        }
    }

    private List<Row> read(Connection connection, String select, Detail detail)
            throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            var running = CompletableFuture.supplyAsync(() -> rows(statement, select, detail), THREADS);
            try {
                while (!running.isDone()) {
                    Stops.pause(heartbeat, POLL);
                }
                return running.join();
            } catch (InterruptedException stop) {
                statement.cancel();
                throw stop;
            } catch (CompletionException e) {
                if (e.getCause() instanceof SQLException error) {
                    throw error;
                }
                throw e;
            }
        }
    }

    private static List<Row> rows(Statement statement, String select, Detail detail) {
        var found = new ArrayList<Row>();
        try (var rows = statement.executeQuery(select)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int c = 1; c <= columns; c++) {
                    cells.add(rows.getString(c));
                }
                found.add(new Row(cells.getFirst(), detail.of(cells)));
            }
            return found;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
