package dev.tailrace.workflows.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something to write to the control schema, in order and at least once; each is idempotent there. Persisted names. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlWrite.Move.class, name = "move"),
    @JsonSubTypes.Type(value = ControlWrite.Steer.class, name = "steer"),
    @JsonSubTypes.Type(value = ControlWrite.Note.class, name = "note"),
    @JsonSubTypes.Type(value = ControlWrite.Accept.class, name = "accept"),
    @JsonSubTypes.Type(value = ControlWrite.Approve.class, name = "approve")
})
public sealed interface ControlWrite {
    /** A phase change. */
    record Move(TableActivities.PhaseChange change) implements ControlWrite {}

    /** What running activities obey. */
    record Steer(TableActivities.Steering steering) implements ControlWrite {}

    /** An operator's verb, for the audit trail. */
    record Note(TableActivities.VerbRecord verb) implements ControlWrite {}

    /** What is in quarantine is accepted. */
    record Accept(TableActivities.QuarantineAcceptance acceptance) implements ControlWrite {}

    /** A verdict is approved. */
    record Approve(TableActivities.VerdictApproval approval) implements ControlWrite {}
}
