package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.SegmentReader.ItemPage;
import dev.tailrace.activities.store.SegmentReader.Segment;
import dev.tailrace.activities.store.TokenWriter;
import dev.tailrace.mappers.item.DynamoJson;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Pages of a parallel scan. A position is the last key that was evaluated, as DynamoDB JSON. */
final class ScanPages {
    private ScanPages() {}

    static ItemPage page(DynamoDbSource source, Segment segment, @Nullable String position, @Nullable Integer most) {
        var request = ScanRequest.builder()
                .tableName(source.name())
                .segment(segment.number())
                .totalSegments(segment.of())
                .consistentRead(segment.consistent())
                .limit(most)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (position != null) {
            request.exclusiveStartKey(Attributes.toAttributes(DynamoJson.read(position)));
        }
        var throttles = new ThrottleCount();
        request.overrideConfiguration(o -> o.addMetricPublisher(throttles));
        var answer = source.tables().scan(request.build());
        var items = answer.items().stream()
                .filter(i -> !i.containsKey(TokenWriter.TOKEN))
                .map(Attributes::toItem)
                .toList();
        return new ItemPage(
                items,
                position(answer),
                answer.scannedCount() == null ? 0 : answer.scannedCount(),
                ReadUnits.of(answer.consumedCapacity()),
                throttles.get());
    }

    /** The end is an absent LastEvaluatedKey, nothing else: a page can be empty. */
    private static @Nullable String position(ScanResponse answer) {
        return answer.hasLastEvaluatedKey() && !answer.lastEvaluatedKey().isEmpty()
                ? DynamoJson.write(Attributes.toItem(answer.lastEvaluatedKey()))
                : null;
    }
}
