package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.store.TokenWriter;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Proves that a source may be written to, by a transaction that cannot hold: it has each action of the way back, and a condition that no
 * item meets. DynamoDB asks for the permissions first, and cancels it then.
 */
final class WritePermission {
    private static final String NEVER = "attribute_exists(#k) and attribute_not_exists(#k)";

    private WritePermission() {}

    static void prove(DynamoDbClient tables, String name, KeySchema keys) {
        try {
            refused(tables, withLane(name, keys));
        } catch (ResourceNotFoundException noControlTable) {
            // Whoever takes the first lane makes it.
            refused(tables, ofSource(name, keys));
        } catch (SdkException thrown) {
            if (DynamoDbFailures.of(thrown, name) instanceof Turn.Blocked blocked
                    && blocked.problem().code().equals(Code.S003.id())) {
                throw new ProblemException(
                        Problem.of(Code.R030, "table " + name, FailureClassifier.words(thrown.getMessage())));
            }
            throw thrown;
        }
    }

    private static void refused(DynamoDbClient tables, List<TransactWriteItem> writes) {
        try {
            tables.transactWriteItems(t -> t.transactItems(writes));
        } catch (TransactionCanceledException asExpected) {
            boolean byCondition = asExpected.cancellationReasons().stream()
                    .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
            if (!byCondition) {
                throw asExpected;
            }
            return;
        }
        throw new IllegalStateException("Cannot prove the permission: a transaction held that cannot hold");
    }

    private static List<TransactWriteItem> withLane(String name, KeySchema keys) {
        var writes = new ArrayList<>(ofSource(name, keys));
        writes.add(TransactWriteItem.builder()
                .update(u -> u.tableName(ControlTable.NAME)
                        .key(Map.of(ControlTable.LANE, AttributeValue.fromS(TokenWriter.TOKEN)))
                        .updateExpression("set #n = :n")
                        .conditionExpression(NEVER)
                        .expressionAttributeNames(Map.of("#k", ControlTable.LANE, "#n", "n"))
                        .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("0"))))
                .build());
        return writes;
    }

    private static List<TransactWriteItem> ofSource(String name, KeySchema keys) {
        var names = Map.of("#k", keys.attributes().getFirst().name());
        var put = new HashMap<>(key(keys, 1));
        put.put(TokenWriter.TOKEN, AttributeValue.fromN("0"));
        return List.of(
                TransactWriteItem.builder()
                        .put(p -> p.tableName(name)
                                .item(put)
                                .conditionExpression(NEVER)
                                .expressionAttributeNames(names))
                        .build(),
                TransactWriteItem.builder()
                        .delete(d -> d.tableName(name)
                                .key(key(keys, 2))
                                .conditionExpression(NEVER)
                                .expressionAttributeNames(names))
                        .build());
    }

    /** A key of ours, which no application has. */
    private static Map<String, AttributeValue> key(KeySchema keys, int number) {
        var key = new HashMap<String, AttributeValue>();
        for (var attribute : keys.attributes()) {
            key.put(attribute.name(), value(attribute, number));
        }
        return key;
    }

    private static AttributeValue value(KeyAttribute attribute, int number) {
        var text = TokenWriter.TOKEN + "#permission#" + number;
        return switch (attribute.type()) {
            case S -> AttributeValue.fromS(text);
            case N -> AttributeValue.fromN("-9000000000000000000" + number);
            case B -> AttributeValue.fromB(SdkBytes.fromUtf8String(text));
        };
    }
}
