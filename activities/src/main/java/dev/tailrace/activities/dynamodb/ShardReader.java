package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.lane.AdaptiveBatchSize;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ChangeReader;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableActivities;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** Asks the stream for what a shard has behind a position. Immutable; for any thread. */
final class ShardReader implements ChangeReader {
    private final DynamoDbSource source;
    private final Pass pass;
    private final Held lane;
    private final int most;
    private final StoreTimeouts timeouts;
    private final AdaptiveBatchSize atOnce;

    ShardReader(DynamoDbSource source, Pass pass, Held lane, EngineOptions options, AdaptiveBatchSize atOnce) {
        this.source = source;
        this.pass = pass;
        this.lane = lane;
        most = options.records();
        timeouts = options.timeouts();
        this.atOnce = atOnce;
    }

    /** @param asked how many records it could have had */
    private record Answer(GetRecordsResponse records, int asked) implements Page {
        @Override
        public List<Change> changes() {
            return records.records().stream().map(StreamRecords::change).toList();
        }

        @Override
        public @Nullable String iterator() {
            return records.nextShardIterator();
        }

        @Override
        public long bytes() {
            return StreamRecords.bytes(records.records());
        }

        @Override
        public boolean isEmpty() {
            return records.records().isEmpty();
        }

        @Override
        public boolean isFull() {
            return records.records().size() >= asked;
        }
    }

    @Override
    public Page fetch(@Nullable String position, @Nullable String iterator, boolean inherited) throws Gap {
        try {
            return inherited ? inherited(position, iterator) : records(position, iterator);
        } catch (TrimmedDataAccessException | ResourceNotFoundException trimmed) {
            throw new Gap(trimmed(position, trimmed.getClass().getSimpleName()));
        }
    }

    @Override
    public @Nullable Page fetchBehind(Page page) {
        try {
            return get(page.iterator());
        } catch (DynamoDbException refused) {
            return null;
        }
    }

    private Page inherited(@Nullable String position, @Nullable String iterator) throws Gap {
        try {
            return get(iterator);
        } catch (DynamoDbException unknown) {
            return records(position, null);
        }
    }

    private Page records(@Nullable String position, @Nullable String from) throws Gap {
        try {
            return get(from == null ? freshIterator(position) : from);
        } catch (ExpiredIteratorException expired) {
            return withFreshIterator(position);
        } catch (TrimmedDataAccessException trimmed) {
            if (position != null || lane.startingSequence() != null) {
                throw trimmed;
            }
            // Nothing was read here yet, so nothing can be missed that the pass's age does not tell (R12). DynamoDB
            // Local calls the iterator of an empty shard trimmed as soon as other tables' records come before its
            // first.
            return get(freshIterator(null));
        }
    }

    /** A fresh one expires, too, where the process was stopped for long before it came to use it. */
    private Page withFreshIterator(@Nullable String position) throws Gap {
        try {
            return get(freshIterator(position));
        } catch (ExpiredIteratorException stopped) {
            return get(freshIterator(position));
        }
    }

    /** Asks for less, and for less again, what does not come in time; within the time that one call may take with all its retries. */
    private Page get(@Nullable String from) {
        long end = System.nanoTime() + timeouts.call().toNanos();
        while (true) {
            int asked = Math.min(atOnce.most(), most);
            long begun = System.nanoTime();
            var limit = Duration.ofNanos(Math.min(timeouts.attempt().toNanos(), end - begun));
            try {
                var answer = source.streams()
                        .getRecords(r ->
                                r.shardIterator(from).limit(asked).overrideConfiguration(o -> o.apiCallTimeout(limit)));
                atOnce.took(answer.records().size(), System.nanoTime() - begun, timeouts.attempt());
                return new Answer(answer, asked);
            } catch (SdkClientException none) {
                if (!isLate(none)) {
                    throw none;
                }
                atOnce.late(asked);
                if (asked == 1 || System.nanoTime() - end >= 0) {
                    throw none;
                }
            }
        }
    }

    private static boolean isLate(SdkClientException none) {
        return none instanceof ApiCallTimeoutException
                || none instanceof ApiCallAttemptTimeoutException
                || none.getCause() instanceof SocketTimeoutException;
    }

    private @Nullable String freshIterator(@Nullable String position) throws Gap {
        var request =
                GetShardIteratorRequest.builder().streamArn(pass.streamArn()).shardId(Lanes.shardId(lane.name()));
        if (position != null) {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(position);
        } else if (lane.startingSequence() != null) {
            request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER).sequenceNumber(lane.startingSequence());
        } else if (Instant.now().isAfter(pass.openedAt().toInstant().plus(TableActivities.RETENTION))) {
            throw new Gap(Problem.of(
                    Code.C012,
                    what() + " unread since the pass began at "
                            + pass.openedAt().toInstant(),
                    "DynamoDB Streams keep 24 h"));
        } else {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        return source.streams().getShardIterator(request.build()).shardIterator();
    }

    private String what() {
        return "table " + source.name() + ", " + lane.name();
    }

    private Problem trimmed(@Nullable String position, String answer) {
        if (position == null && lane.startingSequence() != null) {
            return Problem.of(Code.C011, what() + ": its first record " + lane.startingSequence() + " is gone", answer);
        }
        return Problem.of(
                Code.C010, what() + ": our position is " + (position == null ? "its start" : position), answer);
    }
}
