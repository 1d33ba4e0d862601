package dev.tailrace.embedded.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes rows to Postgres as a perfect migration would, so that tests can spoil them. */
final class ExpectedTarget {
    private final Connection connection;
    private final String schema;

    ExpectedTarget(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    void write(List<ExpectedRow> rows) throws SQLException {
        execute("create schema if not exists \"%s\"".formatted(schema));
        Map<String, List<ExpectedRow>> byTable = rows.stream().collect(Collectors.groupingBy(ExpectedRow::table));
        for (Map.Entry<String, List<ExpectedRow>> table : byTable.entrySet()) {
            writeTable(table.getKey(), table.getValue());
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void writeTable(String table, List<ExpectedRow> rows) throws SQLException {
        List<String> columns =
                rows.getFirst().cells().keySet().stream().sorted().toList();
        execute("create table \"%s\".\"%s\" (%s)"
                .formatted(
                        schema,
                        table,
                        columns.stream()
                                .map(column -> '"' + column + "\" " + type(column, rows))
                                .collect(Collectors.joining(", "))));
        String parameters =
                columns.stream().map(column -> "?::" + type(column, rows)).collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into \"%s\".\"%s\" values (%s)".formatted(schema, table, parameters))) {
            for (ExpectedRow row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    insert.setObject(i + 1, parameter(row.cells().get(columns.get(i))));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String type(String column, List<ExpectedRow> rows) {
        return rows.stream()
                .map(row -> row.cells().get(column))
                .filter(cell -> cell != null)
                .map(cell -> switch (cell) {
                    case BigDecimal number -> "numeric";
                    case Boolean flag -> "boolean";
                    case LocalDate date -> "date";
                    case LocalDateTime time -> "timestamp";
                    case Instant time -> "timestamptz";
                    case ByteBuffer bytes -> "bytea";
                    case JsonNode json -> "jsonb";
                    default -> "text";
                })
                .findFirst()
                .orElse("text");
    }

    private static Object parameter(Object cell) {
        return switch (cell) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case ByteBuffer bytes -> bytes.array();
            case JsonNode json -> json.toString();
            case null, default -> cell;
        };
    }
}
