package dev.tailrace.embedded.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** The greatest lag of a migration's tables in seconds, proven by tokens; empty where it is not known. */
record Lag(OptionalDouble seconds) {
    /** From the answer to the {@code status} query. */
    static Lag of(JsonNode status) {
        return new Lag(status.path("tables")
                .valueStream()
                .map(table -> table.path("progress").path("lagSeconds"))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble)
                .max());
    }

    @Override
    public String toString() {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f s", seconds.getAsDouble()) : "unknown";
    }
}
