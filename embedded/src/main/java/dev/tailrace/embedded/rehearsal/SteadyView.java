package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.stack.DatabaseAddress;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link ControlView} that outlives restarts of Postgres. For one thread. */
final class SteadyView implements AutoCloseable {
    private final DatabaseAddress database;
    private final String migration;
    private @Nullable ControlView view;
    private List<TableView> seen = List.of();

    SteadyView(DatabaseAddress database, String migration) {
        this.database = database;
        this.migration = migration;
    }

    /** The migration's tables as they are, or as they were last seen while Postgres is away. */
    List<TableView> tables() {
        try {
            ControlView current = view == null ? ControlView.open(database) : view;
            view = current;
            seen = current.tables(migration);
        } catch (SQLException away) {
            close();
        }
        return seen;
    }

    @Override
    public void close() {
        if (view != null) {
            try {
                view.close();
            } catch (SQLException gone) {
                // The server was faster.
            }
            view = null;
        }
    }
}
