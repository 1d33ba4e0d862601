package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.problem.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items that cannot be at the target, named instead (R7). Entries belong to a pass. Statements run in digest order. */
public final class Quarantine {
    private Quarantine() {}

    /**
     * An item in quarantine.
     *
     * @param digest of the source key
     * @param sourceKey as DynamoDB JSON
     * @param position the lane's when the item was met, null at its start
     * @param image the item, typed, as DynamoDB JSON
     * @param targetDigest of the owned target key where a resolve found it (R6), null for every other entry
     */
    public record Entry(
            String digest,
            String sourceKey,
            String lane,
            @Nullable String position,
            String code,
            String reason,
            String image,
            @Nullable String targetDigest) {
        public static Entry of(KeySchema keys, Item item, String lane, @Nullable String position, Refused refused) {
            var key = keys.keyOf(item);
            return new Entry(
                    Digests.sourceKey(key),
                    DynamoJson.write(key),
                    lane,
                    position,
                    refused.code(),
                    refused.reason(),
                    DynamoJson.write(item),
                    null);
        }

        /** The same entry, found at a target key of an owned table. */
        public Entry at(String targetKeyDigest) {
            return new Entry(digest, sourceKey, lane, position, code, reason, image, targetKeyDigest);
        }
    }

    /** What Postgres said of an item, as a refusal. Postgres' detail may quote values, so only the message is kept. */
    public static Refused refusal(SQLException error) {
        var message = error instanceof org.postgresql.util.PSQLException p && p.getServerErrorMessage() != null
                ? String.valueOf(p.getServerErrorMessage().getMessage())
                : "no message";
        return new Refused(
                "54000".equals(error.getSQLState()) ? Code.M025.id() : Code.M022.id(),
                "Postgres refuses the row (" + error.getSQLState() + "): " + message);
    }

    /** The copy's entries: a page may be older than what capture knows, so an entry that is there stays. */
    public static void addByCopy(Connection connection, long passId, Collection<Entry> entries) throws SQLException {
        add(connection, passId, entries, true, "on conflict (pass_id, key_digest) do nothing");
    }

    /** Capture's entries, which are the newer ones. */
    public static void addByCapture(Connection connection, long passId, Collection<Entry> entries) throws SQLException {
        add(connection, passId, entries, false, """
                on conflict (pass_id, key_digest) do update
                   set by_copy = excluded.by_copy, lane = excluded.lane, position = excluded.position,
                       code = excluded.code, reason = excluded.reason, image = excluded.image,
                       target_digest = excluded.target_digest, at = excluded.at""");
    }

    private static void add(
            Connection connection, long passId, Collection<Entry> entries, boolean byCopy, String conflict)
            throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement("""
                insert into tailrace.quarantine
                       (pass_id, key_digest, source_key, by_copy, lane, position, code, reason, image,
                        target_digest)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """ + conflict)) {
            for (var entry : sorted(entries)) {
                insert.setLong(1, passId);
                insert.setString(2, entry.digest());
                insert.setString(3, entry.sourceKey());
                insert.setBoolean(4, byCopy);
                insert.setString(5, entry.lane());
                insert.setString(6, entry.position());
                insert.setString(7, entry.code());
                insert.setString(8, entry.reason());
                insert.setString(9, entry.image());
                insert.setString(10, entry.targetDigest());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static List<Entry> sorted(Collection<Entry> entries) {
        return entries.stream().sorted(Comparator.comparing(Entry::digest)).toList();
    }

    /**
     * A good version or a removal clears the entry; but what a resolve of a target key found only a resolve of that key takes back
     * ({@link #replaceAtKeys}), since the item's own version does not tell who else claims the key (R6).
     */
    public static void clear(Connection connection, long passId, Collection<String> digests) throws SQLException {
        if (digests.isEmpty()) {
            return;
        }
        try (var delete = connection.prepareStatement("""
                with entry as (select key_digest from tailrace.quarantine
                                where pass_id = ? and key_digest = any (?) and target_digest is null
                                order by key_digest for update)
                delete from tailrace.quarantine q using entry
                 where q.pass_id = ? and q.key_digest = entry.key_digest""")) {
            delete.setLong(1, passId);
            delete.setArray(2, connection.createArrayOf("varchar", digests.toArray()));
            delete.setLong(3, passId);
            delete.executeUpdate();
        }
    }

    /**
     * R6: what a resolve of target keys found takes the place of what resolves of them found before.
     *
     * @param claimants digests of the source keys that were read
     * @param keys digests of the target keys
     */
    public static void replaceAtKeys(
            Connection connection,
            long passId,
            Collection<String> claimants,
            Collection<String> keys,
            Collection<Entry> now)
            throws SQLException {
        try (var delete = connection.prepareStatement("""
                with entry as (select key_digest from tailrace.quarantine
                                where pass_id = ? and key_digest = any (?) and target_digest = any (?)
                                order by key_digest for update)
                delete from tailrace.quarantine q using entry
                 where q.pass_id = ? and q.key_digest = entry.key_digest""")) {
            delete.setLong(1, passId);
            delete.setArray(2, connection.createArrayOf("varchar", claimants.toArray()));
            delete.setArray(3, connection.createArrayOf("varchar", keys.toArray()));
            delete.setLong(4, passId);
            delete.executeUpdate();
        }
        addByCapture(connection, passId, now);
    }

    /** How many items of the pass are in quarantine. */
    public static long count(Connection connection, long passId) throws SQLException {
        try (var query = connection.prepareStatement("select count(*) from tailrace.quarantine where pass_id = ?")) {
            query.setLong(1, passId);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
