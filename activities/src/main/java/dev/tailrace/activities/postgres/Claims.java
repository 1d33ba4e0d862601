package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who else may live at a target key of an owned table (R6). Written in the order (table, key digest, source digest), after rows. */
public final class Claims {
    private Claims() {}

    /** Records claims; one that is there stays. */
    public static void add(Connection connection, long passId, Collection<Claim> claims) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement("""
                insert into tailrace.claim (pass_id, target, key_digest, key, source_digest, source_key)
                select ?, u.target, u.digest, u.key::varchar[], u.source_digest, u.source_key
                  from unnest(?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[])
                       as u(target, digest, key, source_digest, source_key)
                 order by u.target, u.digest, u.source_digest
                on conflict (pass_id, target, key_digest, source_digest) do nothing""")) {
            insert.setLong(1, passId);
            KeyArrays.bindWithKeys(insert, 2, claims.stream().map(Claim::key).toList());
            KeyArrays.bind(insert, 5, claims.stream().map(Claim::sourceDigest));
            KeyArrays.bind(insert, 6, claims.stream().map(Claim::sourceKey));
            insert.executeUpdate();
        }
    }

    /** The claims of the keys. Whoever decides by them holds the keys' locks. */
    public static Set<Claim> of(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        var byDigest = new HashMap<String, RowKey>();
        keys.forEach(k -> byDigest.put(Digests.rowKey(k), k));
        var found = new LinkedHashSet<Claim>();
        try (var query = connection.prepareStatement("""
                select c.key_digest, c.source_key from tailrace.claim c
                  join unnest(?::varchar[], ?::varchar[]) as u(target, digest)
                    on c.pass_id = ? and c.target = u.target and c.key_digest = u.digest
                 order by c.target, c.key_digest, c.source_digest""")) {
            KeyArrays.bind(query, 1, keys);
            query.setLong(3, passId);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var key = byDigest.get(rows.getString(1));
                    if (key != null) {
                        found.add(new Claim(key, rows.getString(2)));
                    }
                }
            }
        }
        return found;
    }

    /** Forgets every claim of the keys. */
    public static void forget(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        try (var delete = connection.prepareStatement("""
                delete from tailrace.claim c using unnest(?::varchar[], ?::varchar[]) as u(target, digest)
                 where c.pass_id = ? and c.target = u.target and c.key_digest = u.digest""")) {
            KeyArrays.bind(delete, 1, keys);
            delete.setLong(3, passId);
            delete.executeUpdate();
        }
    }
}
