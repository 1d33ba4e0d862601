package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.Change;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Records of a stream as changes. */
final class StreamRecords {
    /** GetRecords gives 1 MB at most (source: AWS documentation, GetRecords). */
    private static final long FULL = 1 << 20;

    private StreamRecords() {}

    static Change change(Record record) {
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

    /** The service says how large a record is; DynamoDB Local may not: then it counts as a full page. */
    static long bytes(List<Record> records) {
        return records.stream().mapToLong(StreamRecords::bytes).sum();
    }

    private static long bytes(Record record) {
        var size = record.dynamodb().sizeBytes();
        return size == null ? FULL : size;
    }
}
