package dev.tailrace.workflows.turn;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tailrace.mappers.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How an activity's turn at its work ended. An expected failure is an answer, not an exception, so that the workflow can
 * say what it waits for. Exceptions are for crashes and bugs; Temporal retries them without limit. Persisted names.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Turn.Done.class, name = "done"),
    @JsonSubTypes.Type(value = Turn.Yielded.class, name = "yielded"),
    @JsonSubTypes.Type(value = Turn.Stalled.class, name = "stalled"),
    @JsonSubTypes.Type(value = Turn.Blocked.class, name = "blocked"),
    @JsonSubTypes.Type(value = Turn.Superseded.class, name = "superseded")
})
public sealed interface Turn {
    /**
     * The work is finished; doing it again changes nothing.
     *
     * @param trail the newest event that it left in the audit trail; null where it left none
     */
    record Done(@Nullable TrailHead trail) implements Turn {
        @JsonCreator
        public Done {}

        /** Work that leaves no event in the audit trail. */
        public Done() {
            this(null);
        }
    }

    /** There is more; schedule it again. */
    record Yielded() implements Turn {}

    /** A store or a network fails for now, and may recover: schedule it again after a pause. */
    record Stalled(Problem problem) implements Turn {}

    /**
     * A person has to do something first.
     *
     * @param trail the event that tells of it in the audit trail; null where none does
     */
    record Blocked(Problem problem, @Nullable TrailHead trail) implements Turn {
        @JsonCreator
        public Blocked {}

        /** One that no event of the audit trail tells of. */
        public Blocked(Problem problem) {
            this(problem, null);
        }
    }

    /** The lane is held under this or a higher term (rule R1): schedule it again with a higher one. */
    record Superseded(long heldTerm) implements Turn {}
}
