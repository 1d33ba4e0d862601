package dev.tailrace.activities.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source table's quarantine, as its newest pass has it. Field names are what {@code quarantine --output json} prints.
 *
 * @param passNumber the pass's number; 0 where none was opened yet
 * @param total items in quarantine
 * @param allowed as many may be there before the table blocks (R7): the file's budget and what was accepted since
 * @param codes how many items each code has, the most frequent first
 * @param items the first of them by code and time; no more than were asked for
 */
public record QuarantinedTable(
        String table, int passNumber, long total, long allowed, List<Reason> codes, List<Entry> items) {
    public QuarantinedTable {
        codes = List.copyOf(codes);
        items = List.copyOf(items);
    }

    /**
     * The items of one code.
     *
     * @param since when the oldest of them came there
     */
    public record Reason(String code, String title, long count, Instant since) {}

    /**
     * An item in quarantine.
     *
     * @param key its source key, as DynamoDB JSON
     * @param reason one sentence, without the item's values
     * @param since when this version of it came there
     * @param rule the rule that takes it, e.g. {@code 2, into orders}; null where none does, or a plugin maps it
     * @param by who met it: {@code copy} or {@code capture}
     */
    public record Entry(
            JsonNode key,
            String code,
            String reason,
            Instant since,
            @Nullable String rule,
            String by) {}
}
