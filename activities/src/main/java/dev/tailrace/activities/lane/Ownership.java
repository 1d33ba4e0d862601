package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which side owns a table's data (R9, R11). Stateless; thread-safe.
 *
 * <p>Lock order of each transaction that changes it: ownership locks by table, barrier locks by pass, the attempt's row, rows of
 * {@code tailrace.ownership}, passes and lanes, the audit trail, marks, rows of target tables.
 */
public final class Ownership {
    /** First key of the advisory lock; the second is the table. The guard and the recorder of a target take it shared. */
    private static final int LOCK = 0x7a117acf;

    private Ownership() {}

    /** Who may write a table's data. Persisted names. */
    public enum Owner {
        SOURCE,
        /** No one: the target is fenced, on its way back to the source. */
        FENCED,
        TARGET
    }

    /**
     * How a table stands whose target is guarded.
     *
     * @param table of tailrace.source_table
     * @param recording whether writes of target rows go to the outbox
     * @param attempt the one that changed it last; null where none did
     */
    public record Guarded(
            long table,
            Owner owner,
            boolean recording,
            @Nullable Long attempt) {}

    /** The owner of a table's data: the source where no target is guarded. */
    public static Owner of(Connection connection, long table) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional("select owner from tailrace.ownership where table_id = ?", table)
                .map(row -> Owner.valueOf(row.get(0, String.class)))
                .orElse(Owner.SOURCE);
    }

    /** As {@link #of(Connection, long)}, in a transaction of its own. */
    public static Owner of(DataSource control, long table) throws SQLException {
        return Transaction.read(control, connection -> of(connection, table));
    }

    /**
     * Makes sure that the source owns the data of tables, to the end of the transaction: what empties a target, or copies into it, would
     * destroy what applications write there (R11). Comes before all locks of passes and of the audit trail.
     *
     * @throws ProblemException that names the first one whose data it does not own
     */
    public static void requireSource(Connection connection, Collection<Long> tables) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .fetch("""
                        select t.name, o.owner from tailrace.ownership o join tailrace.source_table t on t.id = o.table_id
                         where o.table_id = any(?) order by o.table_id for share of o""", (Object) tables.toArray(Long[]::new))
                .forEach(row -> requireSource(row.get(0, String.class), Owner.valueOf(row.get(1, String.class))));
    }

    private static void requireSource(String table, Owner owner) {
        var why = switch (owner) {
            case SOURCE -> "";
            case FENCED -> "A rollback is under way.";
            case TARGET -> "The target owns it: applications write there.";
        };
        if (!why.isEmpty()) {
            throw new ProblemException(Problem.of(Code.R011, "table " + table, why));
        }
    }

    /** How those of the tables stand whose targets are guarded, by table; the others are left out. */
    public static List<Guarded> guarded(Connection connection, Collection<Long> tables) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetch(
                        "select table_id, owner, recording, attempt from tailrace.ownership where table_id = any(?) order by table_id",
                        (Object) tables.toArray(Long[]::new))
                .map(Ownership::guarded);
    }

    private static Guarded guarded(Record row) {
        return new Guarded(
                row.get(0, Long.class),
                Owner.valueOf(row.get(1, String.class)),
                row.get(2, Boolean.class),
                row.get(3, Long.class));
    }

    /**
     * Takes the ownership locks of all tables of a group exclusively: whoever passed their guards has ended, and nobody passes one until
     * the transaction ends. In the order of their ids, so that two groups that share tables do not wait for each other.
     */
    public static void lock(Connection connection, Collection<Long> tables) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?, ?::int)")) {
            for (long table : new TreeSet<>(tables)) {
                lock.setInt(1, LOCK);
                lock.setLong(2, table);
                lock.executeQuery().close();
            }
        }
    }

    /** First key of the advisory lock, for whoever looks who holds it. */
    static int lockClass() {
        return LOCK;
    }

    /**
     * Changes the owner of those of the tables that another had. The caller has their ownership locks, or the row of the attempt that
     * fenced them.
     *
     * @return how many were changed
     */
    static int change(Connection connection, Collection<Long> tables, Owner from, Owner to, long attempt) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .execute(
                        """
                        update tailrace.ownership
                           set owner = ?, recording = ?, attempt = ?, changed_at = clock_timestamp()
                         where table_id = any(?) and owner = ?""",
                        to.name(),
                        // The recorder decides under the ownership lock, so recording begins and ends with the target's
                        // time (R9).
                        to != Owner.SOURCE,
                        attempt,
                        tables.toArray(Long[]::new),
                        from.name());
    }
}
