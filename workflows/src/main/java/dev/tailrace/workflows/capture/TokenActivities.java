package dev.tailrace.workflows.capture;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;

/** Tokens (R13), on the control queue. */
@ActivityInterface
public interface TokenActivities {
    /**
     * Writes a token to each open shard. A retry may write twice; the number returned is the one to wait for: its tokens are all
     * written after the call began.
     */
    Sent sendToken(Pass pass);

    /** Whether every lane that is open now, and every one listed since, has applied the token of that number. */
    Arrival seekToken(Sought sought);

    record Pass(TableRef table, long passId) {}

    record Sought(TableRef table, long passId, long number) {}

    /** The answer to sending. Persisted names. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Sent.Written.class, name = "written"),
        @JsonSubTypes.Type(value = Sent.Waiting.class, name = "waiting")
    })
    sealed interface Sent {
        record Written(long number) implements Sent {}

        /** @param turn Stalled or Blocked */
        record Waiting(Turn turn) implements Sent {}
    }

    /**
     * @param arrived everything that was written before the token has been applied
     * @param waitingFor how many open lanes have not shown it
     * @param turn Done, or Stalled where it could not be found out
     */
    record Arrival(boolean arrived, int waitingFor, Turn turn) {
        /** It could not be found out. @param turn Stalled or Blocked */
        public static Arrival unknown(Turn turn) {
            return new Arrival(false, 0, turn);
        }

        /** @param lanes how many open lanes have not shown the token */
        public static Arrival waitingFor(int lanes) {
            return new Arrival(lanes == 0, lanes, new Turn.Done());
        }
    }
}
