package dev.tailrace.workflows.status;

import com.fasterxml.jackson.annotation.JsonValue;

/** What holds of a table next to its phase. Persisted: in JSON each is its words. */
public enum TableFlag {
    BACKFILL_PAUSED("backfill paused"),
    CAPTURE_PAUSED("capture paused"),
    GIVING_WAY("giving way"),
    SKIPPED("skipped"),
    ABORTING("aborting"),
    WAITING_FOR_ITS_TURN("waiting for its turn");

    private final String words;

    TableFlag(String words) {
        this.words = words;
    }

    /** In a word or a few, as shown. */
    @JsonValue
    public String words() {
        return words;
    }
}
