package dev.tailrace.workflows.status;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status in the workflow's memo: what can be read of a migration while no worker answers. Written once a minute, and when the
 * health or the phase changes. Persisted names.
 */
public final class LastKnown {
    /** {@link MigrationStatus}, of its worst tables where there are many. */
    public static final String STATUS = "status";

    /** When it was written, by Temporal's clock: an instant as text. */
    public static final String AS_OF = "asOf";

    /** While a worker runs it is hardly older: numbers are read once a minute. */
    public static final Duration FRESH = Duration.ofMinutes(3);

    private static final Duration EVERY = Duration.ofMinutes(1);

    /** A table takes about 1.5 KB, in the history too. */
    private static final int TABLES = 20;

    private final boolean continued;
    private @Nullable MigrationStatus written;
    private Instant writtenAt = Instant.EPOCH;

    /** @param continued whether the run before has written one, which counts until there are numbers again */
    public LastKnown(boolean continued) {
        this.continued = continued;
    }

    public void write(MigrationStatus status, Instant now) {
        if (written == null && continued && status.seenAt() == null) {
            return;
        }
        var before = written;
        if (before == null
                || before.health() != status.health()
                || before.phase() != status.phase()
                || Duration.between(writtenAt, now).compareTo(EVERY) >= 0) {
            written = status;
            writtenAt = now;
            Workflow.upsertMemo(Map.of(STATUS, few(status), AS_OF, now.toString()));
        }
    }

    private static MigrationStatus few(MigrationStatus status) {
        var worst = status.tables().stream()
                .sorted(Comparator.comparing(TableStatus::health).reversed())
                .limit(TABLES)
                .toList();
        return status.tables().size() <= TABLES ? status : status.withTables(worst);
    }
}
