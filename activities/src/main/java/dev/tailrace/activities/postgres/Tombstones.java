package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Keys to delete once no backfill write can come any more (R3, R4). Locked in the order (table, digest). */
public final class Tombstones {
    private Tombstones() {}

    /** Removing before the barrier: this and nothing else. */
    public static void add(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement("""
                insert into tailrace.tombstone (pass_id, target, key_digest, key)
                select ?, u.target, u.digest, u.key::varchar[]
                  from unnest(?::varchar[], ?::varchar[], ?::varchar[]) as u(target, digest, key)
                 order by u.target, u.digest
                on conflict (pass_id, target, key_digest) do nothing""")) {
            insert.setLong(1, passId);
            KeyArrays.bindWithKeys(insert, 2, keys);
            insert.executeUpdate();
        }
    }

    /** An upsert's first step: the row lives, whatever was removed before. */
    public static void clear(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (var delete = connection.prepareStatement("""
                with alive as (select t.target, t.key_digest from tailrace.tombstone t
                                 join unnest(?::varchar[], ?::varchar[]) as u(target, digest)
                                   on t.pass_id = ? and t.target = u.target and t.key_digest = u.digest
                                order by t.target, t.key_digest for update of t)
                delete from tailrace.tombstone t using alive
                 where t.pass_id = ? and t.target = alive.target and t.key_digest = alive.key_digest""")) {
            KeyArrays.bind(delete, 1, keys);
            delete.setLong(3, passId);
            delete.setLong(4, passId);
            delete.executeUpdate();
        }
    }

    /** Locks the first tombstones in order, for the purge. Empty means that there are no others. */
    public static List<RowKey> lock(Connection connection, long passId, int most) throws SQLException {
        try (var query = connection.prepareStatement("""
                select target, key from tailrace.tombstone where pass_id = ?
                 order by target, key_digest limit ? for update""")) {
            query.setLong(1, passId);
            query.setInt(2, most);
            return KeyArrays.read(query);
        }
    }
}
