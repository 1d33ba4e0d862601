package dev.tailrace.embedded.checker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rows of a Postgres table, by plain JDBC. */
final class ActualRows {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private ActualRows() {}

    static List<Map<String, @Nullable Object>> of(Connection connection, String schema, String table)
            throws SQLException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from \"%s\".\"%s\"".formatted(schema, table))) {
            while (result.next()) {
                Map<String, @Nullable Object> cells = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.put(result.getMetaData().getColumnName(i), cell(result, i));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static @Nullable Object cell(ResultSet row, int column) throws SQLException {
        if (row.getObject(column) == null) {
            return null;
        }
        String type = row.getMetaData().getColumnTypeName(column);
        return switch (type) {
            case "text", "varchar" -> row.getString(column);
            case "numeric", "int8", "int4", "int2" -> row.getBigDecimal(column);
            case "bool" -> row.getBoolean(column);
            case "date" -> row.getObject(column, LocalDate.class);
            case "timestamp" -> row.getObject(column, LocalDateTime.class);
            case "timestamptz" -> row.getObject(column, OffsetDateTime.class).toInstant();
            case "bytea" -> ByteBuffer.wrap(row.getBytes(column));
            case "jsonb" -> json(row.getString(column));
            case "_text", "_numeric" -> List.of((Object[]) row.getArray(column).getArray());
            case "_bytea" ->
                Stream.of((byte[][]) row.getArray(column).getArray())
                        .map(ByteBuffer::wrap)
                        .toList();
            default -> throw new IllegalArgumentException("Cannot compare a column of type " + type);
        };
    }

    private static Object json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Postgres gave jsonb that is not JSON", e);
        }
    }
}
