package dev.tailrace.activities.lane;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.problem.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What watch mode remembers of a source whose table's data the target owns (R9), in the transaction of a lane's position. Statements run in
 * digest order. Stateless; thread-safe.
 */
public final class WatchMemory {
    private static final String EXPIRED = """
            insert into tailrace.watch_expired (pass_id, key_digest, source_key, image)
            select ?, u.digest, u.source_key, u.image
              from unnest(?::varchar[], ?::varchar[], ?::varchar[]) as u(digest, source_key, image)
             order by u.digest
            on conflict (pass_id, key_digest) do update set image = excluded.image""";

    /**
     * Their digests are behind a word of their own: what the way back says of a key comes and goes, and an alarm stays beside it. The last
     * image is kept.
     */
    private static final String FOREIGN = """
            insert into tailrace.reverse_quarantine (pass_id, key_digest, source_key, code, reason, image)
            select ?, 'foreign/' || u.digest, u.source_key, ?, 'It was written while the target owned the data.', u.image
              from unnest(?::varchar[], ?::varchar[], ?::varchar[]) as u(digest, source_key, image)
             order by u.digest
            on conflict (pass_id, key_digest) do update set image = excluded.image, at = excluded.at""";

    private WatchMemory() {}

    /**
     * An item as the stream told of it.
     *
     * @param key key attributes alone
     * @param image as it was
     */
    public record Seen(Item key, Item image) {}

    /** Remembers what DynamoDB's expiry deleted: after a rollback it is looked at again. @param seen in their order, with the old images */
    public static void expired(Connection connection, long passId, Collection<Seen> seen) throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(EXPIRED)) {
            insert.setLong(1, passId);
            new Columns(seen).set(insert, 2);
            insert.executeUpdate();
        }
    }

    /** Keeps what others wrote, which the way back is to undo. @param seen in their order, with the new images */
    public static void foreign(Connection connection, long passId, Collection<Seen> seen) throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(FOREIGN)) {
            insert.setLong(1, passId);
            insert.setString(2, Code.R010.id());
            new Columns(seen).set(insert, 3);
            insert.executeUpdate();
        }
    }

    /** How many items others wrote while the target owned the data: an alarm. Deletions are not among them: no one can tell whose they are. */
    public static long foreignWrites(Connection connection, long passId) throws SQLException {
        try (var query = connection.prepareStatement(
                "select count(*) from tailrace.reverse_quarantine where pass_id = ? and code = ?")) {
            query.setLong(1, passId);
            query.setString(2, Code.R010.id());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Of each key the last. */
    private record Columns(TreeMap<String, Seen> byDigest) {
        Columns(Collection<Seen> seen) {
            this(new TreeMap<>());
            seen.forEach(one -> byDigest.put(Digests.sourceKey(one.key()), one));
        }

        void set(PreparedStatement statement, int from) throws SQLException {
            var connection = statement.getConnection();
            statement.setArray(
                    from, connection.createArrayOf("varchar", byDigest.keySet().toArray()));
            statement.setArray(from + 1, connection.createArrayOf("varchar", texts(Seen::key)));
            statement.setArray(from + 2, connection.createArrayOf("varchar", texts(Seen::image)));
        }

        private Object[] texts(Function<Seen, Item> item) {
            return byDigest.values().stream().map(item).map(DynamoJson::write).toArray();
        }
    }
}
