package dev.tailrace.embedded.checker;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that must be there, with all of its columns.
 *
 * @param cells String, BigDecimal, Boolean, LocalDate, LocalDateTime, Instant, ByteBuffer, JsonNode, a List of these, or null for SQL NULL
 */
public record ExpectedRow(String table, Map<String, @Nullable Object> cells) {
    public ExpectedRow {
        cells = Collections.unmodifiableMap(new HashMap<>(cells));
    }
}
