package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something to write to the control schema, in order and at least once; each is idempotent there. Persisted names. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Errand.Move.class, name = "move"),
    @JsonSubTypes.Type(value = Errand.Steer.class, name = "steer"),
    @JsonSubTypes.Type(value = Errand.Note.class, name = "note")
})
public sealed interface Errand {
    /** A phase change. */
    record Move(TableActivities.PhaseChange change) implements Errand {}

    /** What running activities obey. */
    record Steer(TableActivities.Steering steering) implements Errand {}

    /** An operator's verb, for the audit trail. */
    record Note(TableActivities.VerbRecord verb) implements Errand {}
}
