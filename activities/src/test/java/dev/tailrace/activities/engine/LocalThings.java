package dev.tailrace.activities.engine;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** The bench's items in DynamoDB Local. Every read of them has to be strongly consistent. */
final class LocalThings extends LocalTable {
    LocalThings() {
        super(new KeySchema(new KeyAttribute("id", KeyType.S), null));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        assertConsistent(request.consistentRead());
        return read(() -> table.getItem(request));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        assertConsistent(
                Objects.requireNonNull(request.requestItems().get(NAME)).consistentRead());
        return read(() -> table.batchGetItem(request));
    }

    private static void assertConsistent(Boolean consistent) {
        if (!Boolean.TRUE.equals(consistent)) {
            throw new IllegalStateException("not strongly consistent");
        }
    }
}
