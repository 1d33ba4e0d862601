package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.file.TargetOptions.ForeignKey;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.RowTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for what the constraints that the file asks for would refuse (R5), as the target is at one moment: a statement each, for as
 * long as it takes. For one thread.
 */
final class ConstraintCheck {
    /** Of each constraint, with keys. */
    static final int SHOWN = 20;

    /** Wrong names and types, missing rights (source: PostgreSQL manual, appendix A). */
    private static final String CANNOT = "42";

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
        try {
            return LongSelect.rows(table.target(), heartbeat, select).stream()
                    .map(cells -> new Row(cells.getFirst(), detail.of(cells)))
                    .toList();
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
}
