package dev.tailrace.activities.plugin;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.TargetTable;
import dev.tailrace.mappers.problem.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's mapper that is held to its contract, item by item: whatever it does that no mapper may has that item refused, rather
 * than a wrong row written. Thread-safe, as what it watches is.
 */
class Watched implements Mapper {
    private final Mapper mapper;
    private final KeySchema keys;
    private final List<TargetTable> targets;
    private final Map<String, TargetTable> byName;

    private Watched(Mapper mapper, KeySchema keys) {
        this.mapper = mapper;
        this.keys = keys;
        targets = List.copyOf(mapper.targets());
        byName = targets.stream().collect(Collectors.toMap(TargetTable::name, Function.identity()));
    }

    /**
     * Of a reversible mapper it makes one that is, too.
     *
     * @throws IllegalArgumentException if the tables are not such as a mapper may write
     */
    static Mapper of(Mapper mapper, KeySchema keys) {
        var objection = objection(mapper.targets());
        if (objection != null) {
            throw new IllegalArgumentException(objection);
        }
        return mapper instanceof ReversibleMapper reversible
                ? new Reversible(reversible, keys)
                : new Watched(mapper, keys);
    }

    private static @Nullable String objection(List<TargetTable> targets) {
        var names = targets.stream().map(TargetTable::name).toList();
        if (names.isEmpty() || !names.equals(names.stream().sorted().distinct().toList())) {
            return "targets() names no table, or one twice, or not in the order of their names: " + names;
        }
        return targets.stream()
                .filter(t -> t.keySize() < 1
                        || t.keySize() > t.columns().size()
                        || t.columns().stream()
                                        .map(TargetTable.Column::name)
                                        .distinct()
                                        .count()
                                != t.columns().size()
                        || t.isOwned() && !t.columns().getLast().name().equals(TargetTable.SOURCE_KEY))
                .findFirst()
                .map(t -> "the table " + t.name()
                        + " has no key, or two columns of a name, or is owned and does not end in "
                        + TargetTable.SOURCE_KEY)
                .orElse(null);
    }

    @Override
    public List<TargetTable> targets() {
        return targets;
    }

    @Override
    public Mapped map(Item item) {
        Mapped mapped;
        try {
            mapped = mapper.map(item);
        } catch (RuntimeException | StackOverflowError broken) {
            return broken("threw " + broken.getClass().getName());
        }
        if (mapped instanceof Mapped.Rows rows) {
            var wrong = wrong(item, rows.rows());
            return wrong == null ? mapped : wrong;
        }
        return Objects.requireNonNullElseGet(mapped, () -> broken("returned null"));
    }

    private Mapped.@Nullable Refused wrong(Item item, List<Row> rows) {
        var seen = new HashSet<RowKey>();
        for (var row : rows) {
            if (!row.table().equals(byName.get(row.table().name()))) {
                return broken("made a row of a table that it does not declare so");
            }
            if (row.cells().size() != row.table().columns().size()
                    || row.cells().stream().limit(row.table().keySize()).anyMatch(Objects::isNull)) {
                return broken("made a row with too few or too many cells, or without its key");
            }
            if (!seen.add(row.key())) {
                return broken("made two rows with one key");
            }
            if (!belongs(item, row)) {
                return new Mapped.Refused(
                        Code.M021.id(), "The key of " + row.table().name() + " does not give back the item's key.");
            }
        }
        return rows.isEmpty() ? broken("made no row, and did not say that it leaves the item out") : null;
    }

    /** R6: the plugin has declared how, and it is held to that. */
    private boolean belongs(Item item, Row row) {
        var key = keys.keyOf(item);
        if (row.table().isOwned()) {
            return DynamoJson.write(key).equals(row.cells().getLast());
        }
        try {
            return key.equals(mapper.sourceKey(row.key()));
        } catch (RuntimeException broken) {
            return false;
        }
    }

    private static Mapped.Refused broken(String what) {
        return new Mapped.Refused(Code.M032.id(), "The plugin " + what + ".");
    }

    @Override
    public Item sourceKey(RowKey key) {
        Item item;
        try {
            item = mapper.sourceKey(key);
        } catch (RuntimeException none) {
            throw new IllegalArgumentException("Cannot find the source key: the plugin knows none.", none);
        }
        if (item == null) {
            throw new IllegalArgumentException("Cannot find the source key: the plugin returned null.");
        }
        return item;
    }

    /** With a way back. */
    private static final class Reversible extends Watched implements ReversibleMapper {
        private final ReversibleMapper mapper;

        Reversible(ReversibleMapper mapper, KeySchema keys) {
            super(mapper, keys);
            this.mapper = mapper;
        }

        @Override
        public Item unmap(List<Row> rows) {
            try {
                return Objects.requireNonNull(mapper.unmap(rows), "an item");
            } catch (RuntimeException none) {
                throw new IllegalArgumentException("Cannot give back an item: the plugin has none.", none);
            }
        }
    }
}
