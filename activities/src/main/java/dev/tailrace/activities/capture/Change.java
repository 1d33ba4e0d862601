package dev.tailrace.activities.capture;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

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
record Change(
        String sequence,
        Instant at,
        Item key,
        @Nullable Item before,
        @Nullable Item after,
        boolean byTtl) {
    static Change of(Record record) {
        var image = record.dynamodb();
        var user = record.userIdentity();
        return new Change(
                image.sequenceNumber(),
                image.approximateCreationDateTime(),
                Attributes.toItem(image.keys()),
                image.hasOldImage() ? Attributes.toItem(image.oldImage()) : null,
                image.hasNewImage() ? Attributes.toItem(image.newImage()) : null,
                user != null && "Service".equals(user.type()) && "dynamodb.amazonaws.com".equals(user.principalId()));
    }

    /** Sequence numbers have up to 40 digits and not all the same length. @param position null comes before everything */
    boolean isAfter(@Nullable String position) {
        return position == null || new BigInteger(sequence).compareTo(new BigInteger(position)) > 0;
    }

    /** Whether the item is one of Tailrace's own (R13). */
    boolean isToken() {
        return (after != null && after.get(LoadedTable.TOKEN) != null)
                || (before != null && before.get(LoadedTable.TOKEN) != null);
    }

    /** The token's number, or 0 where a token was removed. */
    long tokenNumber() {
        return after != null && after.get(LoadedTable.TOKEN) instanceof Value.Num(BigDecimal number)
                ? number.longValueExact()
                : 0;
    }
}
