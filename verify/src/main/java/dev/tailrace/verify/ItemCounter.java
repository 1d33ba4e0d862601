package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Counts the items of a run. Not thread-safe. */
final class ItemCounter {
    /** DynamoDB takes an older time for a mistake, and does not delete the item. */
    private static final long OLDEST_EXPIRY_SECONDS = 5L * 365 * 24 * 60 * 60;

    private final @Nullable String expiry;
    private final long now;
    private long items;
    private long mapped;
    private long skipped;
    private long refused;
    private long expired;

    /**
     * Counts from zero.
     *
     * @param expiry the attribute by which items expire; null for none
     * @param now in seconds since 1970
     */
    ItemCounter(@Nullable String expiry, long now) {
        this.expiry = expiry;
        this.now = now;
    }

    void item(Item item) {
        items++;
        if (expiry != null && item.get(expiry) instanceof Value.Num number && isPast(number)) {
            expired++;
        }
    }

    private boolean isPast(Value.Num number) {
        var seconds = number.value();
        return seconds.compareTo(BigDecimal.valueOf(now)) < 0
                && seconds.compareTo(BigDecimal.valueOf(now - OLDEST_EXPIRY_SECONDS)) > 0;
    }

    void mapped() {
        mapped++;
    }

    void skipped() {
        skipped++;
    }

    void refused() {
        refused++;
    }

    /** Parts that were taken for mapped make a row that cannot be. */
    void refusedParts(long parts) {
        mapped -= parts;
        refused += parts;
    }

    ItemCounts counts() {
        return new ItemCounts(items, mapped, skipped, refused, expired);
    }
}
