package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.store.ReverseMark;
import dev.tailrace.activities.store.ReverseWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Batches of the way back as DynamoDB's transactions (R15, R18). What the SDK repeats by itself does not matter: the number decides, never
 * a client token. Immutable; thread-safe.
 *
 * @param table the source's name
 */
record ReverseTransactions(DynamoDbClient tables, String table) implements ReverseWriter {
    /** With all that the SDK repeats. */
    private static final Duration CALL = Duration.ofSeconds(10);

    /** What one of the places says (source: DynamoDB's documentation, TransactionCanceledException). */
    private static final Set<String> OF_ITEM = Set.of("ValidationError", "ItemCollectionSizeLimitExceeded");

    private static final String NOTHING = "None";
    private static final String NOT_SO = "ConditionalCheckFailed";

    /** A request that cannot be right, however often it is sent: 413 is one that is too large. */
    private static final Set<String> UNFIT = Set.of("ValidationException", "SerializationException");

    private static final int TOO_LARGE = 413;

    @Override
    public @Nullable LaneItem look(String lane) {
        return items().look(lane);
    }

    @Override
    public @Nullable LaneItem take(String lane, long term, boolean mayBeNew) {
        return items().take(lane, term, mayBeNew);
    }

    @Override
    public void close(String lane) {
        items().close(lane);
    }

    private LaneItems items() {
        return new LaneItems(tables);
    }

    @Override
    public Answer send(Batch batch) {
        try {
            tables.transactWriteItems(request(batch));
            return new Answer.Applied();
        } catch (TransactionCanceledException cancelled) {
            return cancelled(batch, cancelled.cancellationReasons());
        } catch (TransactionInProgressException copy) {
            return new Answer.Unknown(copy);
        } catch (AwsServiceException refused) {
            return refused(refused);
        } catch (AbortedException stopped) {
            throw stopped;
        } catch (SdkClientException unanswered) {
            return new Answer.Unknown(unanswered);
        }
    }

    private TransactWriteItemsRequest request(Batch batch) {
        var moved = LaneItems.moved(batch.lane(), batch.term(), batch.number()).toBuilder()
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        var mark = AttributeValue.fromS(mark(batch));
        var writes = Stream.concat(
                        Stream.of(TransactWriteItem.builder().update(moved).build()),
                        batch.writes().stream().map(write -> item(write, mark)))
                .toList();
        return TransactWriteItemsRequest.builder()
                .transactItems(writes)
                .overrideConfiguration(o -> o.apiCallTimeout(CALL))
                .build();
    }

    /** The lane item's key ends with the pass and the lane's number. */
    private static String mark(Batch batch) {
        var parts = batch.lane().split("/");
        return ReverseMark.of(
                Long.parseLong(parts[parts.length - 2]), Integer.parseInt(parts[parts.length - 1]), batch.number());
    }

    private TransactWriteItem item(Write write, AttributeValue mark) {
        return switch (write) {
            case Write.Put put -> {
                var attributes = new HashMap<>(Attributes.toAttributes(put.item()));
                attributes.put(MARK, mark);
                yield TransactWriteItem.builder()
                        .put(p -> p.tableName(table).item(attributes))
                        .build();
            }
            case Write.Delete delete ->
                TransactWriteItem.builder()
                        .delete(d -> d.tableName(table).key(Attributes.toAttributes(delete.key())))
                        .build();
        };
    }

    /** Nothing was written. The first place is the lane item's. */
    private Answer cancelled(Batch batch, List<CancellationReason> reasons) {
        if (reasons.size() != batch.writes().size() + 1) {
            return new Answer.Busy("The transaction was cancelled, and no reasons are given.");
        }
        if (NOT_SO.equals(reasons.getFirst().code())) {
            var item = look(batch.lane());
            boolean landed = item != null && item.term() == batch.term() && item.number() == batch.number() + 1;
            return landed ? new Answer.Applied() : new Answer.Lost(item);
        }
        var faults = new HashMap<Integer, Fault>();
        for (int i = 1; i < reasons.size(); i++) {
            var reason = reasons.get(i);
            if (reason.code() != null && !reason.code().equals(NOTHING)) {
                var why = why(reason.code(), reason.message());
                faults.put(i - 1, OF_ITEM.contains(reason.code()) ? new Fault.OfItem(why) : new Fault.Passing(why));
            }
        }
        // A copy of ours that is under way holds the lane item, and with it all.
        return faults.isEmpty()
                ? new Answer.Busy(why(
                        String.valueOf(reasons.getFirst().code()),
                        reasons.getFirst().message()))
                : new Answer.Accused(faults);
    }

    private static Answer refused(AwsServiceException refused) {
        var why = why(ErrorCode.shown(refused), ErrorCode.words(refused));
        if (refused.isThrottlingException()) {
            return new Answer.Busy(why);
        }
        if (refused.statusCode() >= 500) {
            return new Answer.Unknown(refused);
        }
        if (UNFIT.contains(ErrorCode.of(refused)) || refused.statusCode() == TOO_LARGE) {
            return new Answer.Unfit(why);
        }
        throw refused;
    }

    private static String why(String code, @Nullable String message) {
        var parts = new ArrayList<String>(List.of(code));
        var words = FailureClassifier.words(message);
        if (!words.isEmpty()) {
            parts.add(words);
        }
        return String.join(": ", parts);
    }
}
