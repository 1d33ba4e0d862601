package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.VerdictOutcome;
import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * When keys that are written at the target are marked, and which marks count (R14). A verdict that finds all equal <i>stands</i>:
 * with each key equal that was written since it was begun, all are equal still.
 *
 * <p>Marks belong to a generation, a number that only rises. A full comparison raises it before it reads anything, under the
 * exclusive barrier lock: no transaction of capture is under way, and each later one reads the new number after it has the lock. So
 * whatever was written after the comparison looked at a key is marked in its generation or a later one. If all is equal, these
 * marks count and older ones do not. If it proves nothing, the verdict before stands with all its marks. If something differs, none
 * stands, and marks end.
 *
 * <p>Several comparisons may be under way, and one may end the marks that another needs. So a verdict comes to stand only where keys
 * were marked all the time since its generation.
 *
 * <p>Looking at marks raises it in the same way, and looks at those of older generations. What is written meanwhile is marked in
 * the new one: another row of the table, also for a key that has a mark. So where the older ones end to count, which is with the
 * verdict, none is lost that was not looked at. An attempt that ended without a verdict ends none, and the next looks at them all.
 *
 * <p>Stateless; thread-safe.
 */
public final class Marks {
    /** First key of the advisory lock of who compacts marks; the second is the pass. Any constant that no one else is likely to use. */
    private static final int COMPACT_LOCK = 0x7a117acf;

    private Marks() {}

    /**
     * The marks that a run looks at.
     *
     * @param since the oldest generation
     * @param before the first that is too young; 0: there is no verdict that marks could renew
     * @param full whether they became too many, and some are missing
     */
    public record Range(long since, long before, boolean full) {}

    /**
     * Begins a generation for a full comparison. The caller's transaction has the exclusive barrier lock.
     *
     * @return the generation
     */
    public static long beginAll(Connection connection, long passId) {
        return sql(connection).fetchSingle("""
                update tailrace.pass p
                   set marks = marks + 1, marks_on = true,
                       marks_since = case when marks_on and not full_ then marks_since else marks + 1 end,
                       marks_stand = marks_stand and not full_
                  from (select exists (select from tailrace.touched_full f join tailrace.pass q on q.id = f.pass_id
                                        where f.pass_id = ? and f.generation >= q.marks_since) as full_) f
                 where id = ? returning marks""", passId, passId).get(0, Long.class);
    }

    /** Begins one for looking at the marks, where a verdict stands. Returns it; 0: none does. */
    public static long beginTouched(Connection connection, long passId) {
        var begun = sql(connection)
                .fetchOne(
                        "update tailrace.pass set marks = marks + 1 where id = ? and marks_stand returning marks",
                        passId);
        return begun == null ? 0 : begun.get(0, Long.class);
    }

    /** The marks to look at, for the run that began a generation. */
    public static Range range(Connection connection, long passId, long generation) {
        return sql(connection)
                .fetchSingle("""
                        select marks_since, exists (select from tailrace.touched_full f
                                                     where f.pass_id = p.id and f.generation >= p.marks_since)
                          from tailrace.pass p where id = ?""", passId)
                .map(r -> new Range(r.get(0, Long.class), generation, r.get(1, Boolean.class)));
    }

    /** In the transaction of a full comparison's verdict. @param generation the one that began with it */
    public static void endAll(Connection connection, long passId, long generation, VerdictOutcome outcome) {
        switch (outcome) {
            case EQUAL, EXCEPTED ->
                sql(connection)
                        .execute(
                                "update tailrace.pass set marks_stand = true, marks_since = greatest(marks_since, ?)"
                                        + " where id = ? and marks_on and (marks_stand or marks_since <= ?)",
                                generation,
                                passId,
                                generation);
            case DIFFERENT ->
                sql(connection)
                        .execute(
                                "update tailrace.pass set marks_on = false, marks_stand = false, marks_since = marks + 1 where id = ?",
                                passId);
            case INCOMPLETE ->
                sql(connection).execute("update tailrace.pass set marks_on = marks_stand where id = ?", passId);
        }
    }

    /** In the transaction of the verdict of those looked at. */
    public static void endTouched(Connection connection, long passId, long generation, VerdictOutcome outcome) {
        switch (outcome) {
            case EQUAL, EXCEPTED ->
                sql(connection)
                        .execute(
                                "update tailrace.pass set marks_since = greatest(marks_since, ?) where id = ? and marks_stand",
                                generation,
                                passId);
            case DIFFERENT, INCOMPLETE -> {}
        }
    }

    /** So many as are made: no more in this generation, nor in later ones while these count. */
    public static void full(Connection connection, long passId, long generation) {
        sql(connection)
                .execute(
                        "insert into tailrace.touched_full (pass_id, generation) values (?, ?) on conflict (pass_id, generation) do nothing",
                        passId,
                        generation);
    }

    /** Whether the caller's transaction is the one that compacts the marks: a second one would delete them again, and wait. */
    public static boolean tryCompacting(Connection connection, long passId) {
        return sql(connection)
                .fetchSingle("select pg_try_advisory_xact_lock(?, ?::int)", COMPACT_LOCK, passId)
                .get(0, Boolean.class);
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
