package dev.tailrace.activities.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.plan.Tried.Back;
import dev.tailrace.activities.plan.Tried.Fate;
import dev.tailrace.activities.plugin.TableMapper;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapping.Shards;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps given items, to see what a mapping makes of them. Writes nothing. */
public final class TryOut {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TryOut() {}

    /** What a table's mapper made of items, or why there is none. */
    public sealed interface Outcome {
        /**
         * @param items in the order given
         * @param warnings what the plan would say of the mapper, in sentences
         * @param measured what the items say that a plan cannot know
         */
        record Done(List<Tried> items, List<String> warnings, List<String> measured) implements Outcome {}

        /** @param problems at least one */
        record Refused(List<Problem> problems) implements Outcome {}
    }

    /**
     * Maps items by a table's rules or its plugin.
     *
     * @param keys the table's; null: the source is asked
     */
    public static Outcome run(MigrationSpec migration, TableSpec table, @Nullable KeySchema keys, List<Item> items) {
        try (var stores = new Stores()) {
            var known = keys == null ? Keys.of(stores.dynamo(migration.source()), table.from()) : keys;
            var pointer = "/tables/%d/mapping".formatted(migration.tables().indexOf(table));
            return switch (TableMapper.of(table.mapper(), known, stores.plugins(), pointer)) {
                case TableMapper.Answer.Refused refused -> new Outcome.Refused(refused.problems());
                case TableMapper.Answer.Ok ok ->
                    new Outcome.Done(
                            of(ok.mapper().mapper(), items),
                            warnings(ok.mapper()),
                            table.rules()
                                    .map(rules -> Shards.measured(rules, known, items))
                                    .orElse(List.of()));
            };
        }
    }

    private static List<String> warnings(TableMapper mapper) {
        var warnings = new ArrayList<String>();
        mapper.kinds().stream()
                .filter(kind -> kind.kind() != TableKind.Kind.INJECTIVE)
                .forEach(kind -> warnings.add(kind.table() + ": " + kind.reason()));
        mapper.reversibilities()
                .forEach(table -> table.losses()
                        .forEach(
                                loss -> warnings.add(table.table() + " does not give back every item: " + loss.why())));
        // What is left behind is a loss, and said as one.
        warnings.addAll(mapper.warnings());
        return warnings;
    }

    /**
     * Items of a text: one after the other, in an array, in the {@code Items} of a scan, or each in an {@code Item}, as exports are.
     *
     * @throws IllegalArgumentException if it is no JSON, or not that of items
     */
    public static List<Item> items(String text) {
        var items = new ArrayList<Item>();
        try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (nodes.hasNext()) {
                add(items, nodes.next());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read items: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read items: " + e.getMessage(), e);
        }
        return items;
    }

    private static void add(List<Item> items, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> add(items, element));
        } else if (node.path("Items").isArray()) {
            node.path("Items").forEach(element -> add(items, element));
        } else if (node.size() == 1
                && node.path("Item").isObject()
                && !node.at("/Item/M").isObject()) {
            add(items, node.path("Item"));
        } else {
            items.add(DynamoJson.read(node.toString()));
        }
    }

    /** What the mapper makes of the items, in their order. */
    public static List<Tried> of(Mapper mapper, List<Item> items) {
        var tried = new ArrayList<Tried>();
        var owners = new HashMap<RowKey, Integer>();
        var parts = new HashMap<RowKey, List<Item>>();
        for (var item : items) {
            if (mapper.map(item) instanceof Mapped.Part part) {
                parts.computeIfAbsent(part.key(), k -> new ArrayList<>()).add(item);
            }
        }
        for (var item : items) {
            tried.add(new Tried(DynamoJson.write(item), one(mapper, item, owners, parts, tried.size() + 1)));
        }
        return tried;
    }

    /** A row of parts is told with the last of them. */
    private static Fate part(Mapper mapper, Item item, RowKey key, List<Item> parts) {
        if (item != parts.getLast()) {
            return new Fate.Part(key.table());
        }
        return switch (mapper.collect(key, parts)) {
            case Collected.None none -> throw new IllegalStateException("there are parts");
            case Collected.Broken broken -> refused(broken.why());
            case Collected.Whole whole ->
                new Fate.Mapped(List.of(row(whole.row())), back(mapper, whole.row(), parts), null);
        };
    }

    private static Fate refused(Mapped.Refused why) {
        return new Fate.Refused(why.code() + ": " + why.reason());
    }

    private static Back back(Mapper mapper, Row row, List<Item> parts) {
        return mapper instanceof ReversibleMapper reversible ? back(lost(reversible, row, parts)) : new Back.OneWay();
    }

    private static Back back(@Nullable String lost) {
        return lost == null ? new Back.Exact() : new Back.Inexact(lost);
    }

    private static @Nullable String lost(ReversibleMapper mapper, Row row, List<Item> parts) {
        List<Item> back;
        try {
            back = mapper.parts(row);
        } catch (IllegalArgumentException none) {
            return "of every part";
        }
        return back.size() == parts.size() && back.containsAll(parts) ? null : "of some part";
    }

    private static Fate one(
            Mapper mapper, Item item, Map<RowKey, Integer> owners, Map<RowKey, List<Item>> parts, int number) {
        return switch (mapper.map(item)) {
            case Mapped.Skipped left -> new Fate.Skipped(left.rule());
            case Mapped.Refused why -> refused(why);
            case Mapped.Part part -> part(mapper, item, part.key(), parts.getOrDefault(part.key(), List.of(item)));
            case Mapped.Rows mapped -> {
                var back = mapper instanceof ReversibleMapper reversible
                        ? back(RoundTrip.check(reversible, item, mapped.rows()))
                        : new Back.OneWay();
                Integer shares = null;
                for (var row : mapped.rows()) {
                    var owner = owners.putIfAbsent(row.key(), number);
                    shares = shares == null ? owner : shares;
                }
                yield new Fate.Mapped(mapped.rows().stream().map(TryOut::row).toList(), back, shares);
            }
        };
    }

    private static Tried.Row row(Row row) {
        var cells = new LinkedHashMap<String, @Nullable String>();
        for (int i = 0; i < row.cells().size(); i++) {
            var cell = row.cells().get(i);
            var column = row.table().columns().get(i);
            cells.put(column.name(), cell == null ? null : column.type().shown(cell));
        }
        return new Tried.Row(row.table().name(), cells);
    }
}
