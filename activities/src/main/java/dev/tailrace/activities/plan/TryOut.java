package dev.tailrace.activities.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.dynamodb.Keys;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
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

    /**
     * What became of an item.
     *
     * @param item as DynamoDB JSON
     * @param rows none where it is refused or left out
     * @param skipped whether the mapping leaves it out
     * @param refused code and reason; null: it is not
     * @param oneWay whether it has rows that nobody can make an item of again: a plugin that has no way back made them
     * @param lost the first attribute that its rows would not give back; null: all would, or it has no rows, or they are one way
     * @param part the table of the row that it is a part of, which is told with the row's last part; null: it is none, or that one
     * @param shares the number of the item, from 1, that has a row with the same key; null: none before it
     */
    public record Tried(
            String item,
            List<TriedRow> rows,
            boolean skipped,
            @Nullable String refused,
            boolean oneWay,
            @Nullable String lost,
            @Nullable Integer shares,
            @Nullable String part) {}

    /** How many items became what. */
    public record Counts(
            long items, long mapped, long refused, long skipped, long oneWay, long lost, long shared, long parts) {
        public static Counts of(List<Tried> tried) {
            return new Counts(
                    tried.size(),
                    tried.stream().filter(t -> !t.rows().isEmpty()).count(),
                    tried.stream().filter(t -> t.refused() != null).count(),
                    tried.stream().filter(Tried::skipped).count(),
                    tried.stream().filter(Tried::oneWay).count(),
                    tried.stream().filter(t -> t.lost() != null).count(),
                    tried.stream().filter(t -> t.shares() != null).count(),
                    tried.stream().filter(t -> t.part() != null).count());
        }
    }

    /** @param cells by column, in the table's order; null for SQL NULL */
    public record TriedRow(String table, Map<String, @Nullable String> cells) {}

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
        // That there is no rest is a loss, and said as one.
        mapper.warnings().stream()
                .filter(w -> !w.contains(" has no rest column"))
                .forEach(warnings::add);
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
            tried.add(one(mapper, item, owners, parts, tried.size() + 1));
        }
        return tried;
    }

    /** A row of parts is told with the last of them. */
    private static Tried part(Mapper mapper, Item item, RowKey key, List<Item> parts) {
        var json = DynamoJson.write(item);
        if (item != parts.getLast()) {
            return new Tried(json, List.of(), false, null, false, null, null, key.table());
        }
        return switch (mapper.collect(key, parts)) {
            case Collected.None none -> throw new IllegalStateException("there are parts");
            case Collected.Broken broken ->
                new Tried(
                        json,
                        List.of(),
                        false,
                        broken.why().code() + ": " + broken.why().reason(),
                        false,
                        null,
                        null,
                        null);
            case Collected.Whole whole ->
                new Tried(
                        json,
                        List.of(row(whole.row())),
                        false,
                        null,
                        !(mapper instanceof ReversibleMapper),
                        mapper instanceof ReversibleMapper reversible ? lost(reversible, whole.row(), parts) : null,
                        null,
                        null);
        };
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

    private static Tried one(
            Mapper mapper, Item item, Map<RowKey, Integer> owners, Map<RowKey, List<Item>> parts, int number) {
        var json = DynamoJson.write(item);
        return switch (mapper.map(item)) {
            case Mapped.Skipped left -> new Tried(json, List.of(), true, null, false, null, null, null);
            case Mapped.Refused refused ->
                new Tried(json, List.of(), false, refused.code() + ": " + refused.reason(), false, null, null, null);
            case Mapped.Part part -> part(mapper, item, part.key(), parts.getOrDefault(part.key(), List.of(item)));
            case Mapped.Rows mapped -> {
                var lost = mapper instanceof ReversibleMapper reversible
                        ? RoundTrip.check(reversible, item, mapped.rows())
                        : null;
                Integer shares = null;
                for (var row : mapped.rows()) {
                    var owner = owners.putIfAbsent(row.key(), number);
                    shares = shares == null ? owner : shares;
                }
                yield new Tried(
                        json,
                        mapped.rows().stream().map(TryOut::row).toList(),
                        false,
                        null,
                        !(mapper instanceof ReversibleMapper),
                        lost,
                        shares,
                        null);
            }
        };
    }

    private static TriedRow row(Row row) {
        var cells = new LinkedHashMap<String, @Nullable String>();
        for (int i = 0; i < row.cells().size(); i++) {
            cells.put(row.table().columns().get(i).name(), row.cells().get(i));
        }
        return new TriedRow(row.table().name(), cells);
    }
}
