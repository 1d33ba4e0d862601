package dev.tailrace.activities.postgres.resolve;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * R6: the locks of target keys, held from before the claimants are read to the commit, which is what orders two resolves of a
 * key. Taken after the lane and before quarantine, tombstones and rows, in the order of their numbers: two keys may share one.
 */
final class KeyLocks {
    /** {@code unnest} gives its elements in their order, and the lock is taken as each row is made. */
    private static final String LOCK = "select pg_advisory_xact_lock(k) from unnest(?::bigint[]) as k";

    private static final int HEX = 16;

    private KeyLocks() {}

    static void take(Connection connection, long passId, Collection<RowKey> keys) throws SQLException {
        var numbers =
                keys.stream().map(k -> number(passId, k)).distinct().sorted().toArray(Long[]::new);
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("bigint", numbers));
            lock.executeQuery().close();
        }
    }

    private static long number(long passId, RowKey key) {
        long digest = Long.parseUnsignedLong(Digests.rowKey(key).substring(0, Long.BYTES * 2), HEX);
        return digest ^ (passId * 0x9E3779B97F4A7C15L);
    }
}
