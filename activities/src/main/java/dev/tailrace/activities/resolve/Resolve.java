package dev.tailrace.activities.resolve;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.target.Claim;
import dev.tailrace.activities.target.Claims;
import dev.tailrace.activities.target.Targets;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * R6, asking the source: what lives at target keys of owned tables. In one transaction, {@link #read} takes the keys' locks and
 * reads every claimant, and the {@link Reading} is written; it holds because every change that concerns a key is followed by
 * a resolve that reads after it, and the lock orders resolves. Immutable; for any thread.
 */
public final class Resolve {
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
        var ordered = new LinkedHashSet<>(keys);
        if (ordered.isEmpty()) {
            return new Reading(table, targets, pass, Map.of());
        }
        KeyLocks.take(connection, pass, ordered);
        var owners = targets.owners(connection, ordered);
        var claimants = new LinkedHashSet<>(Claims.of(connection, pass, ordered));
        claimants.addAll(known);
        owners.forEach((key, owner) -> claimants.add(new Claim(key, owner)));
        Set<Item> asked = claimants.stream().map(Claim::item).collect(toCollection(HashSet::new));
        var there = SourceItems.read(table, asked);
        var found = new HashMap<RowKey, Reading.Found>();
        var byKey = claimants.stream().collect(groupingBy(Claim::key));
        for (var key : ordered) {
            var of = byKey.getOrDefault(key, List.of());
            found.put(key, Reading.Found.of(owners.get(key), of, c -> row(there.get(c.item()), key), there));
        }
        return new Reading(table, targets, pass, found);
    }

    /** The row that the item has at the key, or null. One that cannot be mapped has none: its own record names it (R7). */
    private @Nullable Row row(@Nullable Item item, RowKey key) {
        return item != null && table.mapper().map(item) instanceof Mapped.Rows mapped
                ? mapped.rows().stream()
                        .filter(r -> r.key().equals(key))
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
