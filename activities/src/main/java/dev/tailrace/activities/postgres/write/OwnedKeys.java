package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.activities.postgres.Claims;
import dev.tailrace.activities.postgres.DirtyKeys;
import dev.tailrace.activities.postgres.resolve.Resolution;
import dev.tailrace.activities.postgres.resolve.Resolve;
import dev.tailrace.activities.store.ItemEffects;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The target keys in a batch of the tables that ask the source, owned ones and collections (R6): before the barrier they are recorded, after
 * it resolved. Images do not decide there. For one thread.
 */
final class OwnedKeys {
    private final Resolve resolve;
    private final long passId;
    private final List<Map.Entry<RowKey, List<Claim>>> left;

    OwnedKeys(Resolve resolve, long passId, Collection<ItemEffects> items) {
        this.resolve = resolve;
        this.passId = passId;
        var byKey = new TreeMap<RowKey, List<Claim>>(Comparator.comparing(Digests::rowKey));
        items.forEach(i -> claims(i)
                .forEach(c ->
                        byKey.computeIfAbsent(c.key(), k -> new ArrayList<>()).add(c)));
        items.stream()
                .flatMap(i -> i.collections().stream())
                .forEach(k -> byKey.computeIfAbsent(k, key -> new ArrayList<>()));
        // Collections last, which are resolved first and apart.
        left = new ArrayList<>(byKey.entrySet());
        left.sort(Comparator.comparing(e -> resolve.isCollection(e.getKey())));
    }

    /** What the item claims: each owned target key of any of its images. */
    private static List<Claim> claims(ItemEffects item) {
        var sourceKey = DynamoJson.write(item.key());
        return item.owned().stream().map(k -> new Claim(k, sourceKey)).toList();
    }

    private boolean endsInCollections() {
        return !left.isEmpty() && resolve.isCollection(left.getLast().getKey());
    }

    /** Whether what is left may be resolved in one transaction. */
    boolean isLittle(EngineOptions options) {
        return !endsInCollections() && left.size() <= resolve.most(options);
    }

    /** Before the barrier: who may live where, and what the purge is to ask. */
    void record(Connection connection) throws SQLException {
        Claims.add(connection, passId, claims(left));
        DirtyKeys.mark(connection, passId, keys(left));
    }

    /** After the barrier: what the source says of those that are left. */
    Resolution read(Connection connection) throws SQLException {
        return resolve.read(connection, keys(left), claims(left));
    }

    /**
     * After the barrier a large batch, and any with collections, is resolved in several transactions before its position passes; needs no
     * lane, since it writes what the source says. Those of the last one are left.
     */
    void resolveMost(Connection connection, EngineOptions options) throws SQLException {
        while (!isLittle(options)) {
            var part = left.subList(Math.max(0, left.size() - resolve.most(options)), left.size());
            if (endsInCollections()) {
                part = part.stream()
                        .filter(e -> resolve.isCollection(e.getKey()))
                        .toList();
            }
            try {
                Transaction.begin(connection, options.idleInTransaction());
                if (!Passes.barrierIsUp(connection, passId)
                        || !Passes.lockOpen(DSL.using(connection, SQLDialect.POSTGRES), passId)) {
                    return;
                }
                var resolution = resolve.read(connection, keys(part), claims(part));
                resolution.write(connection);
                Commit.KEYS_RESOLVED.on(connection);
                left.removeIf(e -> resolution.keys().contains(e.getKey()));
            } finally {
                Transaction.undo(connection);
            }
        }
    }

    private static List<RowKey> keys(List<Map.Entry<RowKey, List<Claim>>> entries) {
        return entries.stream().map(Map.Entry::getKey).toList();
    }

    private static List<Claim> claims(List<Map.Entry<RowKey, List<Claim>>> entries) {
        return entries.stream().flatMap(e -> e.getValue().stream()).toList();
    }
}
