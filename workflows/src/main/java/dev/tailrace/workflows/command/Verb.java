package dev.tailrace.workflows.command;

import java.util.List;
import java.util.stream.Stream;

/** What an operator can ask of a migration. The words are persisted: update names, and the audit trail. */
public enum Verb {
    PAUSE("pause", "tables", "scope", "by"),
    RESUME("resume", "tables", "by"),
    THROTTLE("throttle", "tables", "unitsPerSecond", "window", "by"),
    RETRY("retry", "tables", "from", "by"),
    SKIP("skip", "tables", "by"),
    VERIFY("verify", "tables", "level", "seed", "confidence", "atMost", "by"),
    REPLAY_QUARANTINE("replayQuarantine", "tables", "by"),
    ACCEPT_QUARANTINE("acceptQuarantine", "tables", "by", "reason"),
    APPROVE("approve", "digest", "tables", "by", "reason"),
    REPAIR("repair", "tables", "run", "apply", "deleteForeign", "by"),
    ABORT("abort", "by"),
    CUT_OVER("cutOver", "tables", "by", "reason", "writersStopped", "dryRun"),
    ROLL_BACK("rollBack", "tables", "by", "reason", "terminate", "dryRun"),
    EXTEND("extend", "tables", "by", "reason", "window", "until"),
    FINALIZE("finalize", "tables", "by", "reason", "confirm");

    private final String word;
    private final List<String> fields;

    Verb(String word, String... fields) {
        this.word = word;
        this.fields = Stream.concat(Stream.of(fields), Stream.of("validUntil")).toList();
    }

    /** The update's name, as typed. */
    public String word() {
        return word;
    }

    /** Whether a table takes it while the target owns the data, or is about to. */
    public boolean isForTheTargetsTime(VerbInput input) {
        return switch (this) {
            case CUT_OVER, ROLL_BACK, EXTEND, FINALIZE -> true;
            case RETRY -> !input.fromBackfill();
            case PAUSE, RESUME, THROTTLE, SKIP, VERIFY, REPLAY_QUARANTINE, ACCEPT_QUARANTINE, APPROVE, REPAIR, ABORT ->
                false;
        };
    }

    /** The fields that its input may have; none is required by all verbs. */
    public List<String> fields() {
        return fields;
    }
}
