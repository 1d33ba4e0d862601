package dev.tailrace.activities.postgres.resolve;

import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.activities.postgres.Claims;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.resolve.Resolution.Living;
import dev.tailrace.activities.store.Late;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * R6, asking the source: what lives at target keys of owned tables, and which parts there are of collections. In one transaction, {@link
 * #read} takes the keys' locks and reads every claimant, and the {@link Resolution} is written; it holds because every change that concerns
 * a key is followed by a resolve that reads after it, and the lock orders resolves. Immutable; for any thread.
 */
public final class Resolve {
    /** How many collections one transaction reads at most: their locks are held meanwhile. */
    private static final int COLLECTIONS = 20;

    private static final Comparator<RowKey> IN_LOCK_ORDER =
            comparing(RowKey::table).thenComparing(key -> String.join("\u0000", key.cells()));

    private final LoadedTable table;
    private final Targets targets;
    private final long passId;

    public Resolve(LoadedTable table, Targets targets, long passId) {
        this.table = table;
        this.targets = targets;
        this.passId = passId;
    }

    /** Whether a row of the key is made of parts, which only {@link #read} of few keys at a time is for. */
    public boolean isCollection(RowKey key) {
        return targets.table(key.table()).isCollection();
    }

    /** How many target keys one transaction is to resolve: fewer where the source is too slow for the time that their locks may be held. */
    public int most(EngineOptions options) {
        return Math.min(options.resolved(), table.capacity().keys().most());
    }

    /**
     * Locks the keys, then reads their claimants: the row's owner, the claims, and those the caller knows of; of collections their parts. These
     * are large, so not all of them may be read: {@link Resolution#keys} says which keys were, at least one if there are any.
     *
     * @param keys of owned tables and collections
     * @param known claims of these keys that are not recorded
     * @throws TooManyAtOnce if the source was too slow for so many keys
     */
    public Resolution read(Connection connection, Collection<RowKey> keys, Collection<Claim> known)
            throws SQLException {
        var found = new TreeMap<RowKey, Resolution.Found>(IN_LOCK_ORDER);
        if (!keys.isEmpty()) {
            var owned = keys.stream().filter(key -> !isCollection(key)).toList();
            var collections =
                    keys.stream().filter(this::isCollection).limit(COLLECTIONS).toList();
            KeyLocks.take(
                    connection,
                    passId,
                    Stream.concat(owned.stream(), collections.stream()).toList());
            readOwned(connection, owned, known, found);
            readCollections(collections, found);
        }
        return new Resolution(table, targets, passId, found);
    }

    /** Some of them, at least one: so many that what is held of them is no more than one may be, and no longer than a moment. */
    private void readCollections(Collection<RowKey> keys, SortedMap<RowKey, Resolution.Found> found) {
        long size = 0;
        long end = System.nanoTime() + ConsistentReads.LIMIT.toNanos();
        for (var key : keys) {
            if (size >= Collected.MOST_BYTES || System.nanoTime() > end) {
                break;
            }
            var first = table.mapper().itemKey(key);
            var parts = ConsistentReads.parts(table, first, table.mapper().partsBegin(key.table()));
            size += parts.size();
            // By its first part's key it is named, whether that part is there or not.
            var claim = new Claim(key, DynamoJson.write(first));
            var collected = table.mapper().collect(key, parts.items());
            if (collected instanceof Collected.Whole whole) {
                // Unpacked it may be many times as large.
                size += whole.row().cells().stream()
                        .filter(Objects::nonNull)
                        .mapToLong(String::length)
                        .sum();
            }
            found.put(
                    key,
                    switch (collected) {
                        case Collected.None none -> new Resolution.Found(List.of(claim), List.of(), List.of());
                        case Collected.Broken broken ->
                            new Resolution.Found(
                                    List.of(claim), List.of(), List.of(new Resolution.Named(first, broken.why())));
                        case Collected.Whole whole ->
                            new Resolution.Found(
                                    List.of(claim),
                                    List.of(new Resolution.Living(claim, first, whole.row())),
                                    whole.left() == null
                                            ? List.of()
                                            : List.of(new Resolution.Named(first, whole.left())));
                    });
        }
    }

    private void readOwned(
            Connection connection,
            Collection<RowKey> keys,
            Collection<Claim> known,
            SortedMap<RowKey, Resolution.Found> found)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        var owners = targets.owners(connection, keys);
        var claimants = new LinkedHashSet<>(Claims.of(connection, passId, keys));
        claimants.addAll(known);
        owners.forEach((key, owner) -> claimants.add(new Claim(key, owner)));
        var asked = claimants.stream().collect(toMap(identity(), Claim::item));
        var there = inTime(keys.size(), new HashSet<>(asked.values()));
        var byKey = claimants.stream().collect(groupingBy(Claim::key));
        for (var key : keys) {
            var of = byKey.getOrDefault(key, List.of());
            var living = of.stream()
                    .flatMap(claim -> living(claim, there.get(asked.get(claim))).stream())
                    .sorted(comparing((Living l) -> !l.claim().sourceKey().equals(owners.get(key)))
                            .thenComparing(l -> l.claim().sourceKey()))
                    .toList();
            found.put(key, new Resolution.Found(of, living, List.of()));
        }
    }

    /** Of so many keys the claimants that are there. */
    private Map<Item, Item> inTime(int keys, Set<Item> claimants) {
        var atOnce = table.capacity().keys();
        long begun = System.nanoTime();
        try {
            var there = ConsistentReads.read(table, claimants);
            atOnce.took(keys, System.nanoTime() - begun, ConsistentReads.LIMIT);
            return there;
        } catch (Late late) {
            atOnce.late(keys);
            throw keys > 1 ? new TooManyAtOnce(late) : late;
        }
    }

    /** Whether the item has a row at the key that it claims. One that cannot be mapped has none: its own record names it (R7). */
    private Optional<Living> living(Claim claim, @Nullable Item item) {
        return item != null && table.mapper().map(item) instanceof Mapped.Rows mapped
                ? mapped.rows().stream()
                        .filter(r -> r.key().equals(claim.key()))
                        .findFirst()
                        .map(row -> new Living(claim, item, row))
                : Optional.empty();
    }
}
