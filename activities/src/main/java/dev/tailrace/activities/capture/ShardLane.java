package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Patience;
import dev.tailrace.activities.capture.ApplyBatch.Batch;
import dev.tailrace.activities.control.AtOnce;
import dev.tailrace.activities.control.LaneLost;
import dev.tailrace.activities.control.Lanes.Held;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.Passes.Pass;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.TableActivities;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** One shard, read and applied in order by the attempt that holds its lane. For one thread. */
final class ShardLane {
    /** R0: with strongly consistent pages, older records are in every page. Generous for skewed clocks. */
    private static final Duration BEFORE_START = Duration.ofHours(1);

    private static final Duration BETWEEN_READS = Duration.ofMillis(200);

    /** The longest rest after a failed read. */
    private static final Duration MOST = Duration.ofSeconds(10);

    private final LoadedTable table;
    private final Pass pass;
    private final LaneWriter writer;
    private final Held lane;
    private final Duration poll;
    private final int most;
    private final Patience patience;
    private final AtOnce atOnce;
    private @Nullable String position;
    private @Nullable String iterator;

    /** The iterator is a former attempt's: the service may know it no more. */
    private boolean inherited;

    private boolean quiet;
    private long nextRead = System.nanoTime();
    private @Nullable Long troubledSince;
    private Duration backoff = Duration.ZERO;

    ShardLane(LoadedTable table, Pass pass, LaneWriter writer, Held lane, EngineOptions options) {
        this.table = table;
        this.pass = pass;
        this.writer = writer;
        this.lane = lane;
        poll = options.poll();
        most = options.records();
        patience = options.patience();
        atOnce = table.capacity().records();
        position = lane.position();
        iterator = lane.iterator();
        inherited = iterator != null;
    }

    /** What a read led to. */
    enum Read {
        NOTHING,
        APPLIED,
        QUARANTINED,
        END
    }

    /** Nanoseconds until the lane wants to be read, not above zero if now. */
    long restsFor(long now) {
        return nextRead - now;
    }

    String name() {
        return lane.name();
    }

    /** Whether the last read gave nothing. */
    boolean isQuiet() {
        return quiet;
    }

    /** Reached from the position through empty pages only; null where none is known. */
    @Nullable
    String iterator() {
        return iterator;
    }

    /** A read failed in a way that passes: the lane rests for a while. Returns since when it has failed, in nanoseconds. */
    long troubled(long now) {
        backoff =
                backoff.isZero() ? poll : backoff.multipliedBy(2).compareTo(MOST) < 0 ? backoff.multipliedBy(2) : MOST;
        nextRead = now + backoff.toNanos();
        if (troubledSince == null) {
            troubledSince = now;
        }
        return troubledSince;
    }

    /**
     * Asks the stream once. Changes nothing, so that lanes can be read side by side and an answer can be forgotten; the caller
     * asks no second time before it has applied or forgotten the answer.
     */
    Page fetch() throws Gap {
        try {
            return inherited ? inherited() : records(iterator);
        } catch (TrimmedDataAccessException | ResourceNotFoundException trimmed) {
            throw new Gap(trimmed(trimmed.getClass().getSimpleName()));
        }
    }

    /**
     * An answer of the stream.
     *
     * @param asked how many records it could have had
     */
    record Page(GetRecordsResponse answer, int asked) {
        private boolean isFull() {
            return answer.records().size() >= asked;
        }

        /** Whether there is more behind it. */
        boolean hasMore() {
            return isFull() && answer.nextShardIterator() != null;
        }
    }

    /**
     * Asks for what comes behind an answer that has yet to be applied; applied after it, or forgotten.
     *
     * @return null where the service refuses: the next {@link #fetch}, which knows the position by then, meets the reason
     */
    @Nullable
    Page fetchBehind(Page page) {
        try {
            return get(page.answer().nextShardIterator());
        } catch (DynamoDbException refused) {
            return null;
        }
    }

    /** Applies what {@link #fetch} or {@link #fetchBehind} gave. */
    Read apply(Page page) throws SQLException, LaneLost {
        var batch = batch(page.answer());
        if (batch.isNews()) {
            int quarantined = writer.write(batch);
            position = batch.position();
            read(page);
            return batch.end() ? Read.END : quarantined > 0 ? Read.QUARANTINED : Read.APPLIED;
        }
        read(page);
        return Read.NOTHING;
    }

    private void read(Page page) {
        iterator = page.answer().nextShardIterator();
        inherited = false;
        quiet = page.answer().records().isEmpty();
        troubledSince = null;
        backoff = Duration.ZERO;
        // A page that is not full was all there is for the moment; AWS allows five reads of a shard per second.
        var rest = quiet ? poll : page.isFull() ? Duration.ZERO : min(poll, BETWEEN_READS);
        nextRead = System.nanoTime() + rest.toNanos();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Page inherited() throws Gap {
        try {
            return get(iterator);
        } catch (DynamoDbException unknown) {
            return records(null);
        }
    }

    private Page records(@Nullable String from) throws Gap {
        try {
            return get(from == null ? freshIterator() : from);
        } catch (ExpiredIteratorException expired) {
            return anew();
        } catch (TrimmedDataAccessException trimmed) {
            if (position != null || lane.startingSequence() != null) {
                throw trimmed;
            }
            // Nothing was read here yet, so nothing can be missed that the pass's age does not tell (R12). DynamoDB
            // Local calls the iterator of an empty shard trimmed as soon as other tables' records come before its
            // first.
            return get(freshIterator());
        }
    }

    /** A fresh one expires, too, where the process was stopped for long before it came to use it. */
    private Page anew() throws Gap {
        try {
            return get(freshIterator());
        } catch (ExpiredIteratorException stopped) {
            return get(freshIterator());
        }
    }

    /** Asks for less, and for less again, what does not come in time. */
    private Page get(@Nullable String from) {
        long end = System.nanoTime() + patience.call().toNanos();
        while (true) {
            int asked = Math.min(atOnce.most(), most);
            long begun = System.nanoTime();
            try {
                var answer = table.streams()
                        .getRecords(r -> r.shardIterator(from)
                                .limit(asked)
                                .overrideConfiguration(o -> o.apiCallTimeout(patience.attempt())));
                atOnce.took(answer.records().size(), System.nanoTime() - begun, patience.attempt());
                return new Page(answer, asked);
            } catch (SdkClientException none) {
                if (!isLate(none)) {
                    throw none;
                }
                atOnce.late(asked);
                if (asked == 1 || System.nanoTime() > end) {
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

    private @Nullable String freshIterator() throws Gap {
        var request = GetShardIteratorRequest.builder()
                .streamArn(pass.streamArn())
                .shardId(lane.name().substring("shard/".length()));
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
        return table.streams().getShardIterator(request.build()).shardIterator();
    }

    private Batch batch(GetRecordsResponse answer) {
        List<Change> changes = new ArrayList<>();
        List<Change> tokens = new ArrayList<>();
        Instant last = null;
        var reached = position;
        for (var record : answer.records()) {
            var change = Change.of(record);
            if (!change.isAfter(reached)) {
                // Delivered before: once more would take the item back to what it was then.
                continue;
            }
            reached = change.sequence();
            last = change.at();
            if (change.isToken()) {
                tokens.add(change);
            } else if (!isBeforeStart(change)) {
                changes.add(change);
            }
        }
        return new Batch(changes, tokens, reached, answer.nextShardIterator() == null, last);
    }

    private boolean isBeforeStart(Change change) {
        return pass.consistent()
                && lane.startingSequence() == null
                && change.at().isBefore(pass.openedAt().toInstant().minus(BEFORE_START));
    }

    private String what() {
        return "table " + table.ref().table() + ", " + lane.name();
    }

    private Problem trimmed(String answer) {
        if (position == null && lane.startingSequence() != null) {
            return Problem.of(Code.C011, what() + ": its first record " + lane.startingSequence() + " is gone", answer);
        }
        return Problem.of(
                Code.C010, what() + ": our position is " + (position == null ? "its start" : position), answer);
    }
}
