package dev.tailrace.activities.lane;

import static dev.tailrace.activities.lane.schema.Tables.LANE;
import static dev.tailrace.activities.lane.schema.Tables.PASS;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Passes and their barrier (R1, R4, R12). */
public final class Passes {
    /** First key of the advisory lock; the second is the pass. Any constant that no one else is likely to use. */
    private static final int BARRIER_LOCK = 0x7a117ace;

    private Passes() {}

    /**
     * An open or closed pass.
     *
     * @param streamArn the stream it began with; another one is a gap
     * @param openedAt R0's moment, by the database's clock
     */
    public record Pass(
            long id,
            int number,
            int segments,
            int window,
            String streamArn,
            boolean consistent,
            OffsetDateTime openedAt,
            @Nullable OffsetDateTime barrierAt,
            @Nullable OffsetDateTime purgedAt,
            @Nullable OffsetDateTime lookedAgainAt,
            @Nullable OffsetDateTime closedAt) {}

    private static final org.jooq.RecordMapper<org.jooq.Record, Pass> AS_PASS = r -> new Pass(
            r.get(PASS.ID),
            r.get(PASS.NUMBER),
            r.get(PASS.SEGMENTS),
            r.get(PASS.COPY_WINDOW),
            r.get(PASS.STREAM_ARN),
            r.get(PASS.CONSISTENT),
            r.get(PASS.OPENED_AT),
            r.get(PASS.BARRIER_AT),
            r.get(PASS.PURGED_AT),
            r.get(PASS.LOOKED_AGAIN_AT),
            r.get(PASS.CLOSED_AT));

    public static Pass get(DSLContext sql, long passId) {
        return sql.selectFrom(PASS).where(PASS.ID.eq(passId)).fetchSingle(AS_PASS);
    }

    /** As {@link #get(DSLContext, long)}, in a transaction of its own. */
    public static Pass get(DataSource target, long passId) throws SQLException {
        return Transaction.read(target, c -> get(DSL.using(c, SQLDialect.POSTGRES), passId));
    }

    /** As {@link #newest(DSLContext, long)}, in a transaction of its own; empty before the first. */
    public static Optional<Pass> newest(DataSource target, long table) throws SQLException {
        return Transaction.read(target, c -> Optional.ofNullable(newest(DSL.using(c, SQLDialect.POSTGRES), table)));
    }

    /** About how many items there are: what the copy met, and what was estimated before it. */
    public static long items(DataSource target, long passId) throws SQLException {
        return Transaction.read(
                target,
                c -> DSL.using(c, SQLDialect.POSTGRES).fetchSingle("""
                        select greatest(p.estimated, (select coalesce(sum(l.scanned), 0) from tailrace.lane l
                                                       where l.pass_id = p.id and l.kind = 'segment'))
                          from tailrace.pass p where p.id = ?""", passId).get(0, Long.class));
    }

    /** Makes the lanes of a new pass that are there from its start: its segments, and the purge. */
    public static void makeLanes(Connection connection, long passId, int segments) throws SQLException {
        try (var insert = connection.prepareStatement("""
            insert into tailrace.lane (pass_id, name, kind)
            select ?, ? || n, ? from generate_series(0, ? - 1) n union all select ?, ?, ?\
            """)) {
            insert.setLong(1, passId);
            insert.setString(2, Lanes.SEGMENT);
            insert.setString(3, LaneKind.SEGMENT.persisted());
            insert.setInt(4, segments);
            insert.setLong(5, passId);
            insert.setString(6, Lanes.PURGE);
            insert.setString(7, LaneKind.PURGE.persisted());
            insert.executeUpdate();
        }
    }

    /** The table's pass of the highest number, or null before the first. */
    public static @Nullable Pass newest(DSLContext sql, long table) {
        return sql.selectFrom(PASS)
                .where(PASS.TABLE_ID.eq(table))
                .orderBy(PASS.NUMBER.desc())
                .limit(1)
                .fetchOne(AS_PASS);
    }

    /** Says whether the pass is open, and keeps it so until the transaction ends: {@link #close} waits, the barrier does not. */
    public static boolean lockOpen(DSLContext sql, long passId) {
        return sql.fetchSingle("select closed_at is null from tailrace.pass where id = ? for key share", passId)
                .get(0, Boolean.class);
    }

    /**
     * What holds for a transaction of capture while it has the barrier lock.
     *
     * @param barrier whether the barrier is up
     * @param marks the generation to mark keys in ({@link Marks}); 0: none is to be marked
     */
    public record Flags(boolean barrier, long marks) {}

    /**
     * Takes the barrier lock shared, and reads the flags in a later statement: in the same one they would be read as of before
     * the wait (R4).
     */
    public static Flags flags(Connection connection, long passId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock_shared(" + BARRIER_LOCK + ", " + passId + ")");
            try (var rows = statement.executeQuery("""
                    select barrier_at is not null,
                           case when marks_on and not exists (select from tailrace.touched_full f
                                                               where f.pass_id = p.id and f.generation >= p.marks_since)
                                then marks else 0 end
                      from tailrace.pass p where id = """ + " " + passId)) {
                rows.next();
                return new Flags(rows.getBoolean(1), rows.getLong(2));
            }
        }
    }

    /** The one of the {@link #flags} that all need. */
    public static boolean barrierIsUp(Connection connection, long passId) throws SQLException {
        return flags(connection, passId).barrier();
    }

    /** Takes the barrier lock exclusively: no capture transaction of the pass is under way until this one ends. */
    public static void lockBarrier(DSLContext sql, long passId) {
        sql.fetch("select pg_advisory_xact_lock(" + BARRIER_LOCK + ", " + passId + ")");
    }

    /** How many segment lanes of the pass are not done. */
    public static int segmentsLeft(DSLContext sql, long passId) {
        return sql.fetchCount(
                LANE, LANE.PASS_ID.eq(passId), LANE.KIND.eq(LaneKind.SEGMENT.persisted()), LANE.DONE.isFalse());
    }

    /**
     * Closes a pass and its lanes, waiting for their transactions, so that none of its attempts can write any more (R12).
     *
     * @return false where it was closed already: nothing is done then, since two may try
     */
    public static boolean close(DSLContext sql, long passId) {
        boolean open = sql.fetchSingle("select closed_at is null from tailrace.pass where id = ? for update", passId)
                .get(0, Boolean.class);
        if (open) {
            sql.fetch("select 1 from tailrace.lane where pass_id = ? order by name for update", passId);
            sql.execute("update tailrace.lane set closed = true where pass_id = ?", passId);
            sql.execute("update tailrace.pass set closed_at = clock_timestamp() where id = ?", passId);
        }
        return open;
    }
}
