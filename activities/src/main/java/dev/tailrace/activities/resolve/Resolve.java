package dev.tailrace.activities.resolve;

import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.resolve.Reading.Living;
import dev.tailrace.activities.target.Claim;
import dev.tailrace.activities.target.Claims;
import dev.tailrace.activities.target.Targets;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * R6, asking the source: what lives at target keys of owned tables. In one transaction, {@link #read} takes the keys' locks and
 * reads every claimant, and the {@link Reading} is written; it holds because every change that concerns a key is followed by
 * a resolve that reads after it, and the lock orders resolves. Immutable; for any thread.
 */
public final class Resolve {
    private static final Comparator<RowKey> IN_LOCK_ORDER =
            comparing(RowKey::table).thenComparing(key -> String.join("\u0000", key.cells()));

    private final LoadedTable table;
    private final Targets targets;
    private final long pass;

    public Resolve(LoadedTable table, Targets targets, long pass) {
        this.table = table;
        this.targets = targets;
        this.pass = pass;
    }

    /**
     * Locks the keys, then reads their claimants: the row's owner, the claims, and those the caller knows of.
     *
     * @param keys of owned tables
     * @param known claims of these keys that are not recorded
     */
    public Reading read(Connection connection, Collection<RowKey> keys, Collection<Claim> known) throws SQLException {
        var found = new TreeMap<RowKey, Reading.Found>(IN_LOCK_ORDER);
        if (keys.isEmpty()) {
            return new Reading(table, targets, pass, found);
        }
        KeyLocks.take(connection, pass, keys);
        var owners = targets.owners(connection, keys);
        var claimants = new LinkedHashSet<>(Claims.of(connection, pass, keys));
        claimants.addAll(known);
        owners.forEach((key, owner) -> claimants.add(new Claim(key, owner)));
        var asked = claimants.stream().collect(toMap(identity(), Claim::item));
        var there = SourceItems.read(table, new HashSet<>(asked.values()));
        var byKey = claimants.stream().collect(groupingBy(Claim::key));
        for (var key : keys) {
            var of = byKey.getOrDefault(key, List.of());
            var living = of.stream()
                    .flatMap(claim -> living(claim, there.get(asked.get(claim))).stream())
                    .sorted(comparing((Living l) -> !l.claim().sourceKey().equals(owners.get(key)))
                            .thenComparing(l -> l.claim().sourceKey()))
                    .toList();
            found.put(key, new Reading.Found(of, living));
        }
        return new Reading(table, targets, pass, found);
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
