package dev.tailrace.activities.lane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.activities.Build;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the audit trail tells of who works on a migration: that it is registered, by which build, in which workflow run. */
public final class RegistrationEvents {
    private static final String REGISTERED = "registered";

    private RegistrationEvents() {}

    /** The first registration; that a later run of the workflow took it up; a build that is new to it. The newest of them is returned. */
    public static TrailHead append(Connection connection, String migration, ObjectNode payload) throws SQLException {
        return append(connection, migration, payload, Origin.here().run());
    }

    /** @param run of the workflow that registers; null outside of an activity */
    static TrailHead append(Connection connection, String migration, ObjectNode payload, @Nullable String run)
            throws SQLException {
        payload.put("migration", migration);
        if (run != null) {
            payload.put("run", run);
        }
        var registered =
                NewEvent.of(migration, EventType.REGISTERED, REGISTERED).with(payload);
        var newest = Audit.append(connection, registered).trail();
        if (run != null && !run.equals(firstRun(connection, migration))) {
            var again = NewEvent.of(migration, EventType.STARTED_AGAIN, "started/" + run)
                    .with("run", run);
            newest = Audit.append(connection, again).trail();
        }
        var build = build(connection, migration);
        return build.seq() > newest.seq() ? build : newest;
    }

    /** That this worker's build works on the migration; once for each build. */
    public static TrailHead build(Connection connection, String migration) throws SQLException {
        var event = NewEvent.of(migration, EventType.WORKER_BUILD, "build/" + Build.NAME)
                .with("build", Build.NAME);
        return Audit.append(connection, event).trail();
    }

    /** Empty where it was registered outside of an activity. */
    private static String firstRun(Connection connection, String migration) throws SQLException {
        try (var query = connection.prepareStatement(
                "select coalesce(payload ->> 'run', '') from tailrace.audit where migration = ? and once = ?")) {
            query.setString(1, migration);
            query.setString(2, REGISTERED);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
