package dev.tailrace.activities.dynamodb;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** What a request consumed. What stands in for DynamoDB may not say: then nothing is charged. */
public final class ReadUnits {
    private ReadUnits() {}

    public static double of(@Nullable ConsumedCapacity consumed) {
        return consumed == null || consumed.capacityUnits() == null ? 0 : consumed.capacityUnits();
    }

    /** Of all tables together. */
    public static double of(Collection<ConsumedCapacity> consumed) {
        return consumed.stream().mapToDouble(ReadUnits::of).sum();
    }
}
