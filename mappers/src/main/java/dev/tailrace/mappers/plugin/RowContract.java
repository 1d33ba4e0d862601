package dev.tailrace.mappers.plugin;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.problem.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a mapper may make of one item (R6), whoever wrote it. Immutable; thread-safe if the mapper is. */
public final class RowContract {
    private final Mapper mapper;
    private final KeySchema keys;
    private final Map<String, RowTable> tables;

    /**
     * @param mapper whose tables have different names
     * @param keys the source table's key
     */
    public RowContract(Mapper mapper, KeySchema keys) {
        this.mapper = mapper;
        this.keys = keys;
        tables = mapper.tables().stream().collect(Collectors.toMap(RowTable::name, Function.identity()));
    }

    /**
     * How rows break it.
     *
     * @param code {@link Code#M021} where a key does not restore the item's, else {@link Code#M032}
     * @param what a sentence that holds no value of the item
     */
    public record Violation(Code code, String what) {}

    /** The first violation; null if the rows are such as a mapper may make of the item. */
    public @Nullable Violation check(Item item, List<Row> rows) {
        if (rows.isEmpty()) {
            return broken("made no row, and did not say that it leaves the item out");
        }
        var key = keys.keyOf(item);
        var seen = new HashSet<RowKey>();
        for (var row : rows) {
            if (!row.table().equals(tables.get(row.table().name()))) {
                return broken("made a row of a table that it does not declare so");
            }
            if (row.cells().size() != row.table().columns().size()
                    || row.cells().stream().limit(row.table().keySize()).anyMatch(Objects::isNull)) {
                return broken("made a row with too few or too many cells, or without its key");
            }
            if (!seen.add(row.key())) {
                return broken("made two rows with one key");
            }
            if (!belongs(key, row)) {
                return new Violation(
                        Code.M021, "The key of " + row.table().name() + " does not restore the item's key.");
            }
        }
        return null;
    }

    private boolean belongs(Item key, Row row) {
        if (row.table().isOwned()) {
            return DynamoJson.write(key).equals(row.cells().getLast());
        }
        try {
            return key.equals(mapper.itemKey(row.key()));
        } catch (RuntimeException none) {
            return false;
        }
    }

    private static Violation broken(String what) {
        return new Violation(Code.M032, "The plugin " + what + ".");
    }
}
