package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.verify.CaptureProof;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Sends a token and waits until capture has applied it in every open shard (R13). For one thread. */
final class TokenProof implements CaptureProof {
    /** Longer than a worker needs to take over the lanes of one that died. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final TokenRoad road;
    private final Heartbeat heartbeat;
    private final InPlace inPlace;
    private final Duration poll;
    private final Duration longest;
    private @Nullable Gap gap;
    private @Nullable Long arrived;

    TokenProof(TokenRoad road, Heartbeat heartbeat, InPlace inPlace, Duration poll, Duration longest) {
        this.road = road;
        this.heartbeat = heartbeat;
        this.inPlace = inPlace;
        this.poll = poll;
        this.longest = longest;
    }

    /** The way of a token, from the source to the control schema. */
    interface TokenRoad {
        /** Writes a token and returns its number. */
        long send() throws SQLException;

        /** How many open shards have not applied it. */
        int missing(long number) throws SQLException, Gap;
    }

    @Override
    public Evidence await() throws InterruptedException {
        try {
            long number = inPlace.get(road::send);
            long end = System.nanoTime() + longest.toNanos();
            while (missing(number) > 0) {
                if (System.nanoTime() > end) {
                    return Evidence.NONE;
                }
                Stops.pause(heartbeat, poll);
            }
            arrived = number;
            return Evidence.TOKEN;
        } catch (Gap found) {
            gap = found;
            return Evidence.NONE;
        } catch (SQLException e) {
            throw new DataAccessException("Cannot follow a token", e);
        }
    }

    /** How many open shards have not applied it; a look that fails is taken again. */
    private int missing(long number) throws SQLException, Gap, InterruptedException {
        var found = new AtomicReference<@Nullable Gap>();
        int missing = inPlace.get(() -> {
            try {
                return road.missing(number);
            } catch (Gap gap) {
                found.set(gap);
                return 0;
            }
        });
        if (found.get() instanceof Gap gap) {
            throw gap;
        }
        return missing;
    }

    @Override
    public void moment() throws InterruptedException {
        Stops.pause(heartbeat, Stops.MOMENT);
    }

    /** The newest token that every open shard was seen to have applied, or null. */
    @Nullable
    Long arrived() {
        return arrived;
    }

    /** The gap that was found while waiting, or null. */
    @Nullable
    Gap gap() {
        return gap;
    }
}
