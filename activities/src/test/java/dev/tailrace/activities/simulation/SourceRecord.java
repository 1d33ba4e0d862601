package dev.tailrace.activities.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * One change in a shard.
 *
 * @param sequence rises over the whole stream
 */
record SourceRecord(
        int sequence,
        Instant at,
        String id,
        @Nullable Version before,
        @Nullable Version after) {
    Record asRecord() {
        var type = before == null ? OperationType.INSERT : after == null ? OperationType.REMOVE : OperationType.MODIFY;
        return Record.builder()
                .eventName(type)
                .dynamodb(r -> {
                    r.keys(Version.key(id))
                            .sequenceNumber(sequenceNumber(sequence))
                            .approximateCreationDateTime(at);
                    if (before != null) {
                        r.oldImage(before.attributes());
                    }
                    if (after != null) {
                        r.newImage(after.attributes());
                    }
                })
                .build();
    }

    /** As long as DynamoDB's can be. */
    static String sequenceNumber(int sequence) {
        return "%040d".formatted(sequence);
    }

    private static String shown(@Nullable Version version) {
        return version == null ? "none" : version.toString();
    }

    @Override
    public String toString() {
        return id + " " + shown(before) + " → " + shown(after);
    }
}
