package dev.tailrace.activities.backfill;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.engine.Items;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * A segment of empty pages, as DynamoDB gives them and DynamoDB Local does not.
 *
 * @param pages how many; the last one has no last evaluated key
 * @param full the number of the one page that has an item; negative for none
 */
record SparseScan(int pages, int full) implements DynamoDbClient {
    @Override
    public ScanResponse scan(ScanRequest request) {
        int page = request.hasExclusiveStartKey()
                ? Integer.parseInt(request.exclusiveStartKey().get("id").s())
                : 0;
        var answer = ScanResponse.builder();
        if (page == full) {
            answer.items(Attributes.toAttributes(Items.item("only", "x", 1)));
        }
        if (page < pages - 1) {
            answer.lastEvaluatedKey(Map.of("id", AttributeValue.fromS("" + (page + 1))));
        }
        return answer.build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
