package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.status.Pace;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's workflow carries over continue-as-new. Persisted field names; unknown ones are tolerated.
 *
 * @param startedAt when the first run began, null to begin now
 * @param registered the answer to the registration, null before there is one
 * @param lastCommand the last command's number
 * @param reports how the tables stood
 * @param paces by table
 * @param historyLimit continue as new above so many events, for this workflow and its children; 0: when the server suggests it
 */
public record MigrationCarry(
        @Nullable Instant startedAt,
        TableActivities.Registered.@Nullable Accepted registered,
        long lastCommand,
        List<TableReport> reports,
        Map<String, Pace> paces,
        int historyLimit) {
    public MigrationCarry {
        reports = reports == null ? List.of() : List.copyOf(reports);
        paces = Collections.unmodifiableMap(paces == null ? new TreeMap<>() : new TreeMap<>(paces));
    }

    /** What a first run begins with. */
    public static MigrationCarry begin(int historyLimit) {
        return new MigrationCarry(null, null, 0, List.of(), new TreeMap<>(), historyLimit);
    }
}
