package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.store.ReverseWriter.LaneItem;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The items of lanes (R15): term, number, closed. Immutable; thread-safe. */
record LaneItems(DynamoDbClient tables) {
    private static final Duration CALL = Duration.ofSeconds(10);

    /** In an item. Persisted in accounts. */
    private static final String TERM = "term";

    private static final String NUMBER = "n";
    private static final String CLOSED = "closed";

    private static final Map<String, String> NAMES = Map.of("#t", TERM, "#n", NUMBER, "#c", CLOSED);

    private static final String OPEN = "(attribute_not_exists(#c) or #c = :open)";

    /** Only upwards: a copy of an older attempt's that comes late changes nothing. An item that was only closed has no term. */
    private static final String HIGHER = "#t < :term and " + OPEN;

    /** Reads a lane's item; null where there is none, or no table. */
    @Nullable
    LaneItem look(String lane) {
        try {
            var answer = tables.getItem(g -> g.tableName(ControlTable.NAME)
                    .key(key(lane))
                    .consistentRead(true)
                    .overrideConfiguration(o -> o.apiCallTimeout(CALL)));
            return answer.hasItem() ? item(answer.item()) : null;
        } catch (ResourceNotFoundException noTable) {
            return null;
        }
    }

    /** See {@link dev.tailrace.activities.store.ReverseWriter#take}. */
    @Nullable
    LaneItem take(String lane, long term, boolean mayBeNew) {
        try {
            return ControlTable.permitted(() -> tryTake(lane, term, mayBeNew));
        } catch (ResourceNotFoundException noTable) {
            if (!mayBeNew) {
                return null;
            }
            ControlTable.make(tables);
            return tryTake(lane, term, true);
        }
    }

    /** An earlier copy of the same request may have taken it: what is there then tells. */
    private @Nullable LaneItem tryTake(String lane, long term, boolean mayBeNew) {
        try {
            var taken = tables.updateItem(u -> u.tableName(ControlTable.NAME)
                    .key(key(lane))
                    .updateExpression("set #t = :term, #n = if_not_exists(#n, :zero)")
                    .conditionExpression(
                            mayBeNew ? "attribute_not_exists(" + ControlTable.LANE + ") or " + HIGHER : HIGHER)
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(
                            Map.of(":term", number(term), ":zero", number(0), ":open", AttributeValue.fromBool(false)))
                    .returnValues(ReturnValue.ALL_NEW)
                    .overrideConfiguration(o -> o.apiCallTimeout(CALL)));
            return item(taken.attributes());
        } catch (ConditionalCheckFailedException notSo) {
            return look(lane);
        }
    }

    /** See {@link dev.tailrace.activities.store.ReverseWriter#close}. */
    void close(String lane) {
        try {
            ControlTable.permitted(() -> tryClose(lane));
        } catch (ResourceNotFoundException noTable) {
            // Whoever took the lane just now makes the table, and may send: what is closed has to be there.
            ControlTable.make(tables);
            tryClose(lane);
        }
    }

    private LaneItem tryClose(String lane) {
        return item(tables.updateItem(u -> u.tableName(ControlTable.NAME)
                        .key(key(lane))
                        .updateExpression("set #c = :closed")
                        .expressionAttributeNames(Map.of("#c", CLOSED))
                        .expressionAttributeValues(Map.of(":closed", AttributeValue.fromBool(true)))
                        .returnValues(ReturnValue.ALL_NEW)
                        .overrideConfiguration(o -> o.apiCallTimeout(CALL)))
                .attributes());
    }

    /** What makes a transaction a batch of a number, in R15's words: if not closed and term = mine and n = k, then n = k + 1. */
    static Update moved(String lane, long term, long number) {
        return Update.builder()
                .tableName(ControlTable.NAME)
                .key(key(lane))
                .updateExpression("set #n = :next")
                .conditionExpression("#t = :term and #n = :n and " + OPEN)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(Map.of(
                        ":term",
                        number(term),
                        ":n",
                        number(number),
                        ":next",
                        number(number + 1),
                        ":open",
                        AttributeValue.fromBool(false)))
                .build();
    }

    private static Map<String, AttributeValue> key(String lane) {
        return Map.of(ControlTable.LANE, AttributeValue.fromS(lane));
    }

    private static LaneItem item(Map<String, AttributeValue> attributes) {
        var closed = attributes.get(CLOSED);
        return new LaneItem(
                number(attributes.get(TERM)),
                number(attributes.get(NUMBER)),
                closed != null && Boolean.TRUE.equals(closed.bool()));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static long number(@Nullable AttributeValue value) {
        return value == null ? 0 : Long.parseLong(value.n());
    }
}
