package dev.tailrace.activities.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.postgres.OutboxRows.OutboxRow;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowLookup;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.TableWay;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which source keys a write at the target concerns (R10). Immutable; thread-safe; without I/O. */
public final class OutboxKeys {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReversibleMapper mapper;
    private final Map<String, TableWay> ways;

    public OutboxKeys(ReversibleMapper mapper) {
        this.mapper = mapper;
        ways = mapper.ways().stream()
                .collect(Collectors.toMap(way -> way.table().name(), Function.identity()));
    }

    /**
     * Where the write leads.
     *
     * @param id of the outbox's row
     * @param sourceKeys as DynamoDB JSON: that of the row as it was, and that of the row as it is
     * @param strays those of the two for which there is none
     */
    public record Routed(long id, List<String> sourceKeys, List<Stray> strays) {
        public Routed {
            sourceKeys = List.copyOf(sourceKeys);
            strays = List.copyOf(strays);
        }
    }

    /**
     * A row that no source key finds, so no lane would ever look at it.
     *
     * @param table the target table, without its schema
     * @param key the row's, a JSON object of its key columns
     * @param isThere whether the write left it there; else it is gone, or is another now
     * @param reason one sentence
     */
    public record Stray(String table, String key, boolean isThere, String reason) {}

    /** Tells; never throws for what a row holds. */
    public Routed of(OutboxRow row) {
        var keys = new LinkedHashSet<String>();
        var strays = new ArrayList<Stray>();
        side(row, row.oldKey(), row.oldSourceKey(), false, keys, strays);
        side(row, row.newKey(), row.newSourceKey(), true, keys, strays);
        return new Routed(row.id(), List.copyOf(keys), strays);
    }

    private void side(
            OutboxRow row,
            @Nullable String json,
            @Nullable String sourceKey,
            boolean isThere,
            Set<String> keys,
            List<Stray> strays) {
        if (json == null) {
            return;
        }
        var way = ways.get(row.target());
        var reason = way == null
                ? "The mapping has no table " + row.target() + "."
                : way.none() != null ? way.none() : key(way, json, sourceKey, keys);
        if (reason != null) {
            strays.add(new Stray(row.target(), json, isThere, reason));
        }
    }

    /** Adds the key; or says why there is none. */
    private @Nullable String key(TableWay way, String json, @Nullable String sourceKey, Set<String> keys) {
        var table = way.table();
        if (table.isOwned() && sourceKey == null && way.unborn() != null) {
            return way.unborn();
        }
        try {
            var columns = JSON.readTree(json);
            boolean isWhole = way.recorded().stream()
                    .allMatch(column -> columns.has(table.columns().get(column).name()));
            if (sourceKey == null && !isWhole) {
                return "The recorder of " + table.name() + " left out a column that the source key is made of.";
            }
            var row = row(way, columns, sourceKey);
            var key = mapper.claimedKey(row);
            if (!isFound(row, key)) {
                return "The row of " + table.name() + " cannot be found by the source key that it claims.";
            }
            keys.add(DynamoJson.write(key));
            return null;
        } catch (JsonProcessingException | IllegalArgumentException none) {
            return "No source key can be made of the row of " + table.name() + ": "
                    + (none instanceof IllegalArgumentException ? none.getMessage() : "the outbox has no JSON.");
        }
    }

    /** With the cells that were recorded, made canonical. */
    private static Row row(TableWay way, JsonNode columns, @Nullable String sourceKey) {
        RowTable table = way.table();
        List<@Nullable String> cells = new ArrayList<>();
        table.columns().forEach(column -> cells.add(null));
        for (int at : way.recorded()) {
            var column = table.columns().get(at);
            var printed = columns.path(column.name());
            if (printed.isTextual()) {
                cells.set(at, column.type().canonical(printed.textValue()));
            } else if (at < table.keySize()) {
                throw new IllegalArgumentException("the outbox lacks its key.");
            }
        }
        if (table.isOwned()) {
            cells.set(cells.size() - 1, sourceKey);
        }
        return new Row(table, cells);
    }

    /** Whether a lane that asks for the key comes upon the row, or learns that it cannot be told. */
    private boolean isFound(Row row, Item key) {
        return mapper.lookups(key).stream()
                .filter(lookup -> lookup.table().name().equals(row.table().name()))
                .allMatch(lookup -> switch (lookup) {
                    case RowLookup.Rows rows -> rows.isMetBy(row);
                    case RowLookup.Unknown unknown -> true;
                });
    }
}
