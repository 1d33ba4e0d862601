package dev.tailrace.activities.lane;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.mapper.Digests;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Source keys that the target has to be asked about (R14). Each marking has a new number: what was read before it does not clear it.
 * All statements lock marks in the order of their digests. Stateless; thread-safe.
 */
public final class ReverseMarks {
    private ReverseMarks() {}

    /**
     * A source key that is marked.
     *
     * @param digest of the key
     * @param sourceKey as DynamoDB JSON
     * @param number of the newest marking
     */
    public record Mark(String digest, String sourceKey, long number) {}

    /** The number is taken under the row's lock, so that those of a key only rise. The first marking's time stays: it is not asked for yet. */
    private static final String MARK = """
            insert into tailrace.reverse_mark (pass_id, key_digest, source_key, lane, number)
            select ?, u.digest, u.source_key, u.lane, nextval('tailrace.reverse_number')
              from unnest(?::varchar[], ?::varchar[], ?::int[]) as u(digest, source_key, lane)
             order by u.digest
            on conflict (pass_id, key_digest) do update set number = nextval('tailrace.reverse_number')""";

    private static final String NEXT = """
            select key_digest, source_key, number from tailrace.reverse_mark
             where pass_id = ? and lane = ? and key_digest <> all (?::varchar[])
             order by number limit ?""";

    /** R14: a mark whose number has changed since was made after the question, and stays. */
    private static final String CLEAR = """
            with asked as (select m.key_digest
                             from tailrace.reverse_mark m
                             join unnest(?::varchar[], ?::bigint[]) as u(digest, number)
                               on m.key_digest = u.digest and m.number = u.number
                            where m.pass_id = ?
                            order by m.key_digest for update of m)
            delete from tailrace.reverse_mark m using asked
             where m.pass_id = ? and m.key_digest = asked.key_digest""";

    /**
     * Marks keys, in the transaction of what leads to them: the rows of the outbox that are deleted, or the position behind a change of
     * the source.
     *
     * @param passId of kind REVERSE
     * @param sourceKeys as DynamoDB JSON; that of a part of a row counts as that of its first part once its lane comes to it
     * @throws IllegalArgumentException if a text is no DynamoDB JSON
     */
    public static void mark(Connection connection, long passId, Collection<String> sourceKeys) throws SQLException {
        var byDigest = new TreeMap<String, String>();
        for (var sourceKey : sourceKeys) {
            var key = DynamoJson.read(sourceKey);
            byDigest.put(Digests.sourceKey(key), DynamoJson.write(key));
        }
        if (byDigest.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(MARK)) {
            insert.setLong(1, passId);
            bind(insert, 2, "varchar", byDigest.keySet().stream());
            bind(insert, 3, "varchar", byDigest.values().stream());
            bind(insert, 4, "int4", byDigest.keySet().stream().map(Reverse::laneOf));
            insert.executeUpdate();
        }
    }

    /**
     * Marks of a lane, those of the lowest numbers. To be read in a transaction that has ended before the target is asked (R14): what is
     * committed between the two then has another number.
     *
     * @param but digests of keys that are left out
     */
    public static List<Mark> next(Connection connection, long passId, int lane, int most, Collection<String> but)
            throws SQLException {
        try (var query = connection.prepareStatement(NEXT)) {
            query.setLong(1, passId);
            query.setInt(2, lane);
            bind(query, 3, "varchar", but.stream());
            query.setInt(4, most);
            var marks = new ArrayList<Mark>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    marks.add(new Mark(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
            }
            return marks;
        }
    }

    /**
     * Takes away those of the marks whose number is the same still.
     *
     * @param connection READ COMMITTED, so that a marking that is under way is waited for and seen
     * @return how many
     */
    public static int clear(Connection connection, long passId, Collection<Mark> asked) throws SQLException {
        if (asked.isEmpty()) {
            return 0;
        }
        try (var delete = connection.prepareStatement(CLEAR)) {
            bind(delete, 1, "varchar", asked.stream().map(Mark::digest));
            bind(delete, 2, "int8", asked.stream().map(Mark::number));
            delete.setLong(3, passId);
            delete.setLong(4, passId);
            return delete.executeUpdate();
        }
    }

    /** How many keys of a pass are marked. */
    public static long count(Connection connection, long passId) throws SQLException {
        try (var query = connection.prepareStatement("select count(*) from tailrace.reverse_mark where pass_id = ?")) {
            query.setLong(1, passId);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** How long the oldest mark of a pass has waited, by the database's clock; empty where there is none. */
    public static Optional<Duration> oldest(Connection connection, long passId) throws SQLException {
        try (var query = connection.prepareStatement("""
                select (extract(epoch from clock_timestamp() - min(marked_at)) * 1000)::bigint
                  from tailrace.reverse_mark where pass_id = ?""")) {
            query.setLong(1, passId);
            try (var rows = query.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getObject(1, Long.class))
                        .map(millis -> Duration.ofMillis(Math.max(0, millis)));
            }
        }
    }

    private static void bind(PreparedStatement statement, int at, String type, Stream<?> values) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf(type, values.toArray()));
    }
}
