package dev.tailrace.workflows.table;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rollback window of a table. Persisted field names.
 *
 * @param passId the reverse pass's id, {@link #UNKNOWN} before it was asked for
 * @param since when the target became the owner
 * @param deadline when the window ends; nothing happens by itself then
 * @param finalizedBy who asked to end the way back, null for no one yet
 */
public record Soak(
        long passId,
        Instant since,
        Instant deadline,
        @Nullable String finalizedBy) {
    /** In place of a pass's id. */
    public static final long UNKNOWN = 0;

    /** One that begins. */
    public static Soak begin(Instant since, Duration window) {
        return new Soak(UNKNOWN, since, since.plus(window), null);
    }

    public Soak withPass(long id) {
        return new Soak(id, since, deadline, finalizedBy);
    }

    public Soak until(Instant later) {
        return new Soak(passId, since, later, finalizedBy);
    }

    public Soak finalizing(String by) {
        return new Soak(passId, since, deadline, by);
    }

    public boolean known() {
        return passId != UNKNOWN;
    }

    public boolean ending() {
        return finalizedBy != null;
    }
}
