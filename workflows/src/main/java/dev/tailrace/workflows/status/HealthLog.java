package dev.tailrace.workflows.status;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.turn.Obstacle;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A line in the worker's log for each change of health, with migration, table and code, and when quarantine begins or has
 * doubled: what an alert on the log can go by. Of replays nothing is logged, if the logger is a workflow's.
 */
public final class HealthLog {
    /** The key of the migration itself, next to those of its tables. */
    private static final String WHOLE = "";

    private final Logger log;
    private final Map<String, State> last = new HashMap<>();
    private final Map<String, Long> quarantined = new HashMap<>();

    public HealthLog(Logger log) {
        this.log = log;
    }

    private record State(Health health, String code) {
        static final State WELL = new State(Health.OK, "");
    }

    public void see(MigrationStatus status) {
        var own = status.obstacle();
        change(status.migration(), WHOLE, own == null ? Health.OK : Health.at(own), own, null, status.next());
        for (var table : status.tables()) {
            change(
                    status.migration() + "/" + table.table(),
                    table.table(),
                    table.health(),
                    table.obstacle(),
                    table.warning(),
                    table.next());
            count(status.migration(), table);
        }
    }

    private void change(
            String what,
            String key,
            Health health,
            @Nullable Obstacle obstacle,
            @Nullable String warning,
            @Nullable String next) {
        var now = new State(health, obstacle == null ? "" : obstacle.problem().code());
        var before = Objects.requireNonNullElse(last.put(key, now), State.WELL);
        if (now.equals(before)) {
            return;
        }
        var words =
                what + ": " + before.health() + (before.code().isEmpty() ? "" : " " + before.code()) + " -> " + health
                        + (obstacle != null
                                ? " " + now.code() + " " + Code.titleOf(now.code()) + ": "
                                        + obstacle.problem().what().replace('\n', ' ')
                                : warning != null ? ": " + warning : "")
                        + (next == null ? "" : ". Next: " + next);
        if (health == Health.OK || health == Health.PAUSED) {
            log.info("{}", words);
        } else {
            // The text is all of the message: two tables with one problem are two lines.
            log.warn(words);
        }
    }

    private void count(String migration, TableStatus table) {
        var progress = table.progress();
        var now = progress == null ? 0 : progress.quarantined();
        var before = quarantined.getOrDefault(table.table(), 0L);
        if (now == 0) {
            quarantined.remove(table.table());
        } else if (progress != null && (before == 0 || now >= 2 * before)) {
            quarantined.put(table.table(), now);
            log.warn(migration + "/" + table.table() + ": " + now + " in quarantine ("
                    + progress.quarantinedBy().stream()
                            .map(reason -> reason.code() + " " + reason.count())
                            .collect(Collectors.joining(", "))
                    + "). Next: tailrace quarantine " + migration);
        }
    }
}
