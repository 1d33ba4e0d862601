package dev.tailrace.activities.simulation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Looks at who waits for a lock, on a connection of its own. */
final class Locks {
    private final Connection connection;

    Locks(Connection connection) {
        this.connection = connection;
    }

    /** Whether each actor's statement waits for a lock, and would for as long as no one else moves. */
    boolean allWait(Collection<Actor> actors) {
        if (actors.stream().anyMatch(Actor::waitsByTheClock)) {
            return false;
        }
        try (var query = connection.prepareStatement(
                "select count(distinct pid) from pg_locks where not granted and pid = any (?)")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "int", actors.stream().map(Actor::backend).toArray()));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1) == actors.size();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot look at locks", e);
        }
    }
}
