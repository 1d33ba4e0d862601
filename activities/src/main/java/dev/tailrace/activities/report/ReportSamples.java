package dev.tailrace.activities.report;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.store.PointReader;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What a difference looks like in both stores now: the raw item, the raw row. They are read when the report is made, so they may be
 * others than the verification saw. Each line of samples.ndjson is one.
 */
public final class ReportSamples {
    /** Of a table's standing run. */
    private static final int MOST = 1_000;

    /** Of one read of the source, with its retries. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private ReportSamples() {}

    /**
     * A line. Persisted field names.
     *
     * @param item DynamoDB JSON; null where there is none now, or no item is known
     * @param row as Postgres' to_jsonb has it; null where there is none now, or no row is known
     */
    record Line(
            String table,
            long run,
            int number,
            String kind,
            String target,
            @JsonRawValue String key,
            @JsonRawValue @Nullable String item,
            @JsonRawValue @Nullable String row) {}

    /**
     * Reads the stores.
     *
     * @param report with clear keys
     * @throws ProblemException if the target cannot be read from here; of the source's client what it throws
     */
    public static String lines(ControlReader control, Report report) {
        try {
            return read(control, report);
        } catch (SQLException e) {
            throw new ProblemException(control.unreadable(e));
        }
    }

    private static String read(ControlReader control, Report report) throws SQLException {
        var lines = new ArrayList<Line>();
        for (var table : report.model().tables()) {
            var standing = table.standing();
            var found = report.differences().stream()
                    .filter(difference -> difference.table().equals(table.name()))
                    .filter(difference ->
                            standing.filter(run -> run.found(difference)).isPresent())
                    .limit(MOST)
                    .toList();
            if (!found.isEmpty()) {
                var loaded = control.table(table.name());
                lines.addAll(Transaction.snapshot(
                        loaded.target(), c -> lines(loaded, DSL.using(c, SQLDialect.POSTGRES), found)));
            }
        }
        return ReportJson.lines(lines);
    }

    private static List<Line> lines(LoadedTable table, DSLContext sql, List<ReportedDifference> differences) {
        return differences.stream()
                .map(difference -> new Line(
                        difference.table(),
                        difference.run(),
                        difference.number(),
                        difference.kind(),
                        difference.target(),
                        difference.key().isEmpty() ? "null" : difference.key(),
                        item(table.source(), difference.key()),
                        row(table, sql, difference)))
                .toList();
    }

    private static @Nullable String item(PointReader source, String key) {
        if (key.isEmpty()) {
            return null;
        }
        Item wanted = DynamoJson.read(key);
        var item = source.ask(wanted, READ_TIMEOUT).items().get(wanted);
        return item == null ? null : DynamoJson.write(item);
    }

    private static @Nullable String row(LoadedTable table, DSLContext sql, ReportedDifference difference) {
        var cells = ShownKeys.cells(difference.detail());
        return table.mapper().tables().stream()
                .filter(target -> target.name().equals(difference.target()) && target.keySize() == cells.size())
                .findFirst()
                .flatMap(target -> sql.fetchOptional(select(table.schema(), target), cells.toArray()))
                .map(found -> found.get(0, String.class))
                .orElse(null);
    }

    private static String select(String schema, RowTable table) {
        return "select to_jsonb(t)::text from " + Identifiers.qualified(schema, table.name()) + " t where "
                + table.key().stream()
                        .map(column -> "t." + Identifiers.quote(column.name()) + " = ?::"
                                + column.type().cast())
                        .collect(Collectors.joining(" and "));
    }
}
