package dev.tailrace.activities.plugin;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.plugin.RowContract;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's mapper that is held to its contract, item by item: whatever it does that no mapper may has that item refused, rather
 * than a wrong row written. Thread-safe, as what it watches is.
 */
public class CheckedMapper implements Mapper {
    private final Mapper mapper;
    private final List<RowTable> targets;
    private final RowContract contract;

    private CheckedMapper(Mapper mapper, KeySchema keys) {
        this.mapper = mapper;
        targets = List.copyOf(mapper.tables());
        contract = new RowContract(mapper, keys);
    }

    /**
     * Of a reversible mapper it makes one that is, too.
     *
     * @throws IllegalArgumentException if the tables are not such as a mapper may write
     */
    public static Mapper of(Mapper mapper, KeySchema keys) {
        var objection = objection(mapper.tables());
        if (objection != null) {
            throw new IllegalArgumentException(objection);
        }
        return mapper instanceof ReversibleMapper reversible
                ? new Reversible(reversible, keys)
                : new CheckedMapper(mapper, keys);
    }

    private static @Nullable String objection(List<RowTable> targets) {
        var names = targets.stream().map(RowTable::name).toList();
        if (names.isEmpty() || !names.equals(names.stream().sorted().distinct().toList())) {
            return "tables() names no table, or one twice, or not in the order of their names: " + names;
        }
        return targets.stream()
                .filter(t -> t.keySize() < 1
                        || t.keySize() > t.columns().size()
                        || t.columns().stream()
                                        .map(RowTable.Column::name)
                                        .distinct()
                                        .count()
                                != t.columns().size()
                        || t.isCollection()
                        || t.isOwned() && !t.columns().getLast().name().equals(RowTable.SOURCE_KEY))
                .findFirst()
                .map(t -> "the table " + t.name()
                        + " has no key, or two columns of a name, or is a collection, or is owned and does not end in "
                        + RowTable.SOURCE_KEY)
                .orElse(null);
    }

    @Override
    public List<RowTable> tables() {
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
        if (mapped instanceof Mapped.Part) {
            return broken("returned a part, and it has no collection");
        }
        if (mapped instanceof Mapped.Rows rows) {
            var violation = contract.check(item, rows.rows());
            return violation == null
                    ? mapped
                    : new Mapped.Refused(violation.code().id(), violation.what());
        }
        return Objects.requireNonNullElseGet(mapped, () -> broken("returned null"));
    }

    private static Mapped.Refused broken(String what) {
        return new Mapped.Refused(Code.M032.id(), "The plugin " + what + ".");
    }

    @Override
    public Item itemKey(RowKey key) {
        Item item;
        try {
            item = mapper.itemKey(key);
        } catch (RuntimeException none) {
            throw new IllegalArgumentException("Cannot find the source key: the plugin knows none.", none);
        }
        if (item == null) {
            throw new IllegalArgumentException("Cannot find the source key: the plugin returned null.");
        }
        return item;
    }

    /** With a way back. */
    private static final class Reversible extends CheckedMapper implements ReversibleMapper {
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
                throw new IllegalArgumentException("Cannot restore an item: the plugin has none.", none);
            }
        }
    }
}
