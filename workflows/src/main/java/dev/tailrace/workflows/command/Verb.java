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
    ABORT("abort", "by");

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

    /** The fields that its input may have; none is required by all verbs. */
    public List<String> fields() {
        return fields;
    }
}
