package dev.tailrace.activities.target;

import dev.tailrace.mappers.mapper.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** COPY's text format (PostgreSQL documentation, COPY, "Text Format"). */
final class CopyText {
    private CopyText() {}

    static byte[] encode(List<Row> rows) {
        var text = new StringBuilder(rows.size() * 256);
        for (var row : rows) {
            for (int i = 0; i < row.cells().size(); i++) {
                if (i > 0) {
                    text.append('\t');
                }
                var cell = row.cells().get(i);
                if (cell == null) {
                    text.append("\\N");
                } else {
                    escape(cell, text);
                }
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(String cell, StringBuilder text) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
