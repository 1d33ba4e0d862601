package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.QuarantineBudget;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.store.PageEffects;
import dev.tailrace.activities.store.SegmentWriter;
import dev.tailrace.activities.store.Written;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Segments copied over one connection, whose backend takes the lanes and writes their batches. For one thread. */
public final class PostgresSegments implements SegmentWriter {
    private final LoadedTable table;
    private final long passId;
    private final Connection connection;
    private final PageWriter pages;

    private PostgresSegments(LoadedTable table, long passId, Connection connection, EngineOptions options) {
        this.table = table;
        this.passId = passId;
        this.connection = connection;
        pages = new PageWriter(table, new Targets(table), connection, options.idleInTransaction());
    }

    /** Opens a connection of the target's pool, until closed. */
    public static SegmentWriter open(LoadedTable table, long passId, EngineOptions options) throws SQLException {
        var connection = table.target().getConnection();
        try {
            connection.setAutoCommit(false);
            return new PostgresSegments(table, passId, connection, options);
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }

    @Override
    public Pass pass() throws SQLException {
        try {
            Transaction.begin(connection);
            return Passes.get(DSL.using(connection, SQLDialect.POSTGRES), passId);
        } finally {
            Transaction.undo(connection);
        }
    }

    @Override
    public Map<String, Taking> take(Collection<String> names, long term) throws SQLException {
        return Lanes.takeAll(connection, table.target(), passId, names, term);
    }

    @Override
    public boolean isPaused() throws SQLException {
        return OperatorSettings.backfillPaused(connection, table.id());
    }

    @Override
    public Written write(Held lane, PageEffects page) throws SQLException, LaneLost {
        return new Written(pages.write(lane, page));
    }

    @Override
    public @Nullable Turn overBudget() throws SQLException {
        try {
            Transaction.begin(connection);
            return QuarantineBudget.check(connection, table, passId);
        } finally {
            Transaction.undo(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
