package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the stream.
 *
 * @param sequence its place in its shard
 * @param at when it was created, to the second; never used for order
 * @param key the item's key attributes
 * @param before the item before, null where there was none
 * @param after the item after, null where it was removed
 * @param byTtl removed by DynamoDB's expiry
 */
public record Change(
        String sequence,
        Instant at,
        Item key,
        @Nullable Item before,
        @Nullable Item after,
        boolean byTtl) {
    /**
     * Whether it comes later in its shard. Sequence numbers have up to 40 digits and not all the same length.
     *
     * @param position null comes before everything
     */
    public boolean isAfter(@Nullable String position) {
        return position == null || new BigInteger(sequence).compareTo(new BigInteger(position)) > 0;
    }

    /** Whether the item is one of Tailrace's own (R13). */
    public boolean isToken() {
        return (after != null && after.get(TokenWriter.TOKEN) != null)
                || (before != null && before.get(TokenWriter.TOKEN) != null);
    }

    /** The token's number, or 0 where a token was removed. */
    public long tokenNumber() {
        return after != null && after.get(TokenWriter.TOKEN) instanceof Value.Num(BigDecimal number)
                ? number.longValueExact()
                : 0;
    }
}
