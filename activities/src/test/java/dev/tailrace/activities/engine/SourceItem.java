package dev.tailrace.activities.engine;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** A source with at most one item, of which a test says what it is and what happens while it is read. */
final class SourceItem implements DynamoDbClient {
    private volatile @Nullable Item item;
    private volatile Runnable whileRead = () -> {};
    private volatile int reads;

    void is(@Nullable Item now) {
        item = now;
    }

    /** Runs after the item was read and before the answer is given. */
    void whileRead(Runnable happening) {
        whileRead = happening;
    }

    int reads() {
        return reads;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        if (!Boolean.TRUE.equals(request.consistentRead())) {
            throw new IllegalStateException("not strongly consistent");
        }
        reads++;
        var read = item;
        whileRead.run();
        var answer = GetItemResponse.builder();
        if (read != null) {
            answer.item(Attributes.toAttributes(read));
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
