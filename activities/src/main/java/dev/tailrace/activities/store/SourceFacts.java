package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.KeySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan needs to know of a source table.
 *
 * @param items as the store counted them, hours ago
 * @param bytes likewise
 * @param readUnits provisioned read capacity units per second; null: on demand
 * @param stream the name of the stream that is on; null: it is off
 * @param indexes secondary ones, by name
 * @param expiry the attribute by which items expire; null: none, or it may not be read
 * @param consumers who else reads the stream, as far as can be seen, in sentences
 * @param warnings what could not be read, in sentences
 */
public record SourceFacts(
        KeySchema keys,
        long items,
        long bytes,
        @Nullable Long readUnits,
        @Nullable String stream,
        List<SourceIndex> indexes,
        @Nullable String expiry,
        List<String> consumers,
        List<String> warnings) {
    public SourceFacts {
        indexes = List.copyOf(indexes);
        consumers = List.copyOf(consumers);
        warnings = List.copyOf(warnings);
    }
}
