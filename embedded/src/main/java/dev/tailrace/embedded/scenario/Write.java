package dev.tailrace.embedded.scenario;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One request of an application to DynamoDB. */
public sealed interface Write {
    /** Replaces the item, or makes it. */
    record Put(String table, Map<String, AttributeValue> item) implements Write {}

    /** Removes the item if it is there. */
    record Delete(String table, Map<String, AttributeValue> key) implements Write {}

    /** Sets and removes attributes of an item; refused where there is none. */
    record Update(String table, Map<String, AttributeValue> key, Map<String, AttributeValue> set, Set<String> removed)
            implements Write {}

    /** Replaces the item, or makes it, where none has the number in that attribute, or only a smaller one; else refused. */
    record PutNewer(String table, Map<String, AttributeValue> item, String attribute) implements Write {}

    /** Removes the item where its number in that attribute is smaller; refused where it is not. */
    record DeleteOlder(String table, Map<String, AttributeValue> key, String attribute, long than) implements Write {}

    /** Adds to a number of an item; refused where there is none. */
    record Add(String table, Map<String, AttributeValue> key, String attribute, BigDecimal amount) implements Write {}

    /** Puts and deletes in one request, of which each counts for itself; at most 25, each of another item (source: BatchWriteItem's limits). */
    record Batch(List<Write> writes) implements Write {
        public Batch {
            writes = List.copyOf(writes);
        }
    }

    /** All or nothing; at most 100, each of another item (source: TransactWriteItems' limits). */
    record Together(List<Write> writes) implements Write {
        public Together {
            writes = List.copyOf(writes);
        }
    }
}
