package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@link Mapper} as a test that authors of plugins run on items of their own, in any test framework:
 *
 * <pre>{@code
 * MapperContract.of(() -> new OrderMapper().create(keys, options), keys)
 *     .check(Variations.of(samples, keys, 1, 10_000));
 * }</pre>
 *
 * It is about determinism, thread-safety, keys that restore their items, the way back where there is one, and that a bad item is
 * refused and nothing else happens. What the rows should say is for the author's own tests.
 */
public final class MapperContract {
    private static final int MOST_TOLD = 20;

    private final Supplier<Mapper> mappers;
    private final KeySchema keys;

    private MapperContract(Supplier<Mapper> mappers, KeySchema keys) {
        this.mappers = mappers;
        this.keys = keys;
    }

    /**
     * @param mappers makes a new mapper each time
     * @param keys the source table's key
     */
    public static MapperContract of(Supplier<Mapper> mappers, KeySchema keys) {
        return new MapperContract(mappers, keys);
    }

    /**
     * Holds the mapper to its contract.
     *
     * @param items with keys of their own each
     * @throws AssertionError that tells the first violations, with the items
     */
    public void check(Collection<Item> items) {
        var violations = violations(items);
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " violations of the mapper's contract:\n"
                    + violations.stream().limit(MOST_TOLD).collect(Collectors.joining("\n")));
        }
    }

    /** A sentence for each violation; empty if there is none. */
    public List<String> violations(Collection<Item> items) {
        var mapper = mappers.get();
        var violations = new ArrayList<String>();
        if (!mapper.tables().equals(mappers.get().tables())) {
            violations.add("tables() is not the same each time");
        }
        var contract = new RowContract(mapper, keys);
        var owners = new HashMap<RowKey, Item>();
        var first = new HashMap<Item, Mapped>();
        for (var item : items) {
            var before = DynamoJson.write(item);
            var mapped = map(mapper, item, violations);
            if (!before.equals(DynamoJson.write(item))) {
                violations.add("map() changed the item " + before);
            }
            if (mapped != null) {
                first.put(item, mapped);
                if (mapped instanceof Mapped.Rows rows) {
                    checkRows(contract, mapper, item, rows.rows(), owners, violations);
                }
            }
        }
        var other = mappers.get();
        // Many threads at once, in another order, on another mapper: it may depend on none of them.
        items.parallelStream().forEach(item -> {
            var again = map(other, item, new ArrayList<>());
            if (again != null && !again.equals(first.get(item))) {
                synchronized (violations) {
                    violations.add("map() gave another answer the second time, of " + DynamoJson.write(item));
                }
            }
        });
        return violations;
    }

    private static @Nullable Mapped map(Mapper mapper, Item item, List<String> violations) {
        try {
            var mapped = mapper.map(item);
            if (mapped == null) {
                violations.add("map() returned null, of " + DynamoJson.write(item));
            }
            return mapped;
        } catch (RuntimeException thrown) {
            violations.add("map() threw " + thrown + ", of " + DynamoJson.write(item));
            return null;
        }
    }

    private void checkRows(
            RowContract contract,
            Mapper mapper,
            Item item,
            List<Row> rows,
            HashMap<RowKey, Item> owners,
            List<String> violations) {
        var violation = contract.check(item, rows);
        if (violation != null) {
            violations.add(violation.what() + " " + DynamoJson.write(item));
            return;
        }
        var key = keys.keyOf(item);
        for (var row : rows) {
            var owner = row.table().isOwned() ? key : owners.computeIfAbsent(row.key(), k -> key);
            if (!key.equals(owner)) {
                violations.add("map() made one row of two items: " + DynamoJson.write(key) + " and "
                        + DynamoJson.write(owner));
            }
        }
        if (mapper instanceof ReversibleMapper reversible) {
            var lost = RoundTrip.check(reversible, item, rows);
            if (lost != null) {
                violations.add("unmap() does not restore " + lost + ", of " + DynamoJson.write(item));
            }
        }
    }
}
