package dev.tailrace.activities.capture;

import dev.tailrace.activities.capture.ApplyBatch.Batch;
import dev.tailrace.activities.control.LaneLost;
import dev.tailrace.activities.control.Lanes.Held;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.Passes.Pass;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.TableActivities;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** GetRecords' own limit (AWS documentation, GetRecords). */
    private static final int MOST_RECORDS = 1000;

    private final LoadedTable table;
    private final Pass pass;
    private final LaneWriter writer;
    private final Held lane;
    private final Duration poll;
    private @Nullable String position;
    private @Nullable String iterator;
    private @Nullable Instant markedAt;
    private long nextRead = System.nanoTime();

    ShardLane(LoadedTable table, Pass pass, LaneWriter writer, Held lane, Duration poll) {
        this.table = table;
        this.pass = pass;
        this.writer = writer;
        this.lane = lane;
        this.poll = poll;
        position = lane.position();
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

    /** Reads once and applies what came. */
    Read read() throws SQLException, LaneLost, Gap {
        GetRecordsResponse answer;
        try {
            answer = records();
        } catch (TrimmedDataAccessException | ResourceNotFoundException trimmed) {
            throw new Gap(trimmed(trimmed.getClass().getSimpleName()));
        }
        var batch = batch(answer);
        nextRead = System.nanoTime() + (answer.records().isEmpty() ? poll.toNanos() : 0);
        iterator = answer.nextShardIterator();
        if (answer.records().isEmpty() && !batch.end() && batch.readAt() == null) {
            return Read.NOTHING;
        }
        int quarantined = writer.write(batch);
        position = batch.position();
        if (batch.end()) {
            return Read.END;
        }
        if (quarantined > 0) {
            return Read.QUARANTINED;
        }
        return answer.records().isEmpty() ? Read.NOTHING : Read.APPLIED;
    }

    private GetRecordsResponse records() throws Gap {
        if (iterator == null) {
            iterator = freshIterator();
        }
        try {
            return get(iterator);
        } catch (ExpiredIteratorException expired) {
            return get(freshIterator());
        } catch (TrimmedDataAccessException trimmed) {
            if (position != null || lane.startingSequence() != null) {
                throw trimmed;
            }
            // Nothing was read here yet, so nothing can be missed that the pass's age does not tell (R12). DynamoDB
            // Local
            // calls the iterator of an empty shard trimmed as soon as other tables' records come before its first.
            return get(freshIterator());
        }
    }

    private GetRecordsResponse get(@Nullable String from) {
        return table.streams().getRecords(r -> r.shardIterator(from).limit(MOST_RECORDS));
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
        for (var record : answer.records()) {
            var change = Change.of(record);
            last = change.at();
            if (change.isToken()) {
                tokens.add(change);
            } else if (!isBeforeStart(change)) {
                changes.add(change);
            }
        }
        var now = Instant.now();
        boolean mark =
                answer.records().isEmpty() && (markedAt == null || now.isAfter(markedAt.plus(poll.multipliedBy(10))));
        if (mark) {
            markedAt = now;
        }
        return new Batch(
                changes,
                tokens,
                answer.records().isEmpty()
                        ? position
                        : answer.records().getLast().dynamodb().sequenceNumber(),
                answer.nextShardIterator() == null,
                last,
                mark ? now : null);
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
