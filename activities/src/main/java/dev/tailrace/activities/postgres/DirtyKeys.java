package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Target keys of owned tables that the purge resolves (R6): marked before the barrier only. Written after claims. */
public final class DirtyKeys {
    private DirtyKeys() {}

    /** Marks keys; a mark that is there stays. */
    public static void mark(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement("""
                insert into tailrace.dirty (pass_id, target, key_digest, key)
                select ?, u.target, u.digest, u.key::varchar[]
                  from unnest(?::varchar[], ?::varchar[], ?::varchar[]) as u(target, digest, key)
                 order by u.target, u.digest
                on conflict (pass_id, target, key_digest) do nothing""")) {
            insert.setLong(1, passId);
            KeyArrays.bindWithKeys(insert, 2, keys);
            insert.executeUpdate();
        }
    }

    /** The first marked keys in order. Empty means that there are no others. */
    public static List<RowKey> first(Connection connection, long passId, int most) throws SQLException {
        try (var query = connection.prepareStatement("""
                select target, key from tailrace.dirty where pass_id = ?
                 order by target, key_digest limit ?""")) {
            query.setLong(1, passId);
            query.setInt(2, most);
            return KeyArrays.read(query);
        }
    }

    /** Takes marks off, in the transaction that resolved the keys. */
    public static void clean(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        try (var delete = connection.prepareStatement("""
                delete from tailrace.dirty d using unnest(?::varchar[], ?::varchar[]) as u(target, digest)
                 where d.pass_id = ? and d.target = u.target and d.key_digest = u.digest""")) {
            KeyArrays.bind(delete, 1, keys);
            delete.setLong(3, passId);
            delete.executeUpdate();
        }
    }
}
