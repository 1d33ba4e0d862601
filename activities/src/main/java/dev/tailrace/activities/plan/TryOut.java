package dev.tailrace.activities.plan;

import dev.tailrace.activities.Stores;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.items.ItemsRead.Numbered;
import dev.tailrace.activities.items.SourceLimits;
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
import dev.tailrace.mappers.mapping.ShardFields;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Maps given items, to see what a mapping makes of them. Writes nothing. */
public final class TryOut {
    private TryOut() {}

    /** What a table's mapper made of items, or why there is none. */
    public sealed interface Outcome {
        /**
         * @param items in the order given
         * @param warnings what the plan would say of the mapper, in sentences
         * @param measured what the items say that a plan cannot know
         * @param unseen rules that took none of them, and columns that were NULL in all their rows, in sentences
         */
        record Done(List<Tried> items, List<String> warnings, List<String> measured, List<String> unseen)
                implements Outcome {}

        /** @param problems at least one */
        record Refused(List<Problem> problems) implements Outcome {}
    }

    /**
     * Maps items by a table's rules or its plugin.
     *
     * @param keys the table's
     */
    public static Outcome run(MigrationSpec migration, TableSpec table, KeySchema keys, List<Item> items) {
        return runNumbered(migration, table, keys, numbered(items));
    }

    /** The same, of items that have numbers of their own. */
    public static Outcome runNumbered(
            MigrationSpec migration, TableSpec table, KeySchema keys, List<Numbered> numbered) {
        try (var stores = new Stores()) {
            var pointer = "/tables/%d/mapping".formatted(migration.tables().indexOf(table));
            return switch (TableMapper.of(table.mapper(), keys, stores.plugins(), pointer)) {
                case TableMapper.Answer.Refused refused -> new Outcome.Refused(refused.problems());
                case TableMapper.Answer.Ok ok -> done(ok.mapper(), table, keys, numbered);
            };
        }
    }

    private static Outcome done(TableMapper mapper, TableSpec table, KeySchema keys, List<Numbered> numbered) {
        var items = numbered.stream().map(Numbered::item).toList();
        var tried = tried(mapper.mapper(), keys, numbered);
        return new Outcome.Done(
                tried,
                warnings(mapper),
                table.rules()
                        .map(rules -> ShardFields.measured(rules, keys, items))
                        .orElse(List.of()),
                Unseen.of(mapper.mapper(), table, keys, items, tried));
    }

    private static List<Numbered> numbered(List<Item> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Numbered(i + 1, items.get(i)))
                .toList();
    }

    private static List<String> warnings(TableMapper mapper) {
        var warnings = new ArrayList<String>();
        mapper.kinds().stream()
                .filter(kind -> kind.kind() != TableKind.Kind.INJECTIVE)
                .forEach(kind -> warnings.add(kind.table() + ": " + kind.reason()));
        mapper.reversibilities()
                .forEach(table -> table.losses()
                        .forEach(loss -> warnings.add(table.table() + " cannot restore every item: " + loss.why())));
        // What is left behind is a loss, and said as one.
        warnings.addAll(mapper.warnings());
        return warnings;
    }

    /** What the mapper makes of the items, in their order. */
    public static List<Tried> of(Mapper mapper, KeySchema keys, List<Item> items) {
        return tried(mapper, keys, numbered(items));
    }

    private static List<Tried> tried(Mapper mapper, KeySchema keys, List<Numbered> items) {
        var tried = new ArrayList<Tried>();
        var owners = new HashMap<RowKey, Integer>();
        var parts = new HashMap<RowKey, List<Item>>();
        for (var each : items) {
            if (SourceLimits.broken(each.item(), keys) == null && mapper.map(each.item()) instanceof Mapped.Part part) {
                parts.computeIfAbsent(part.key(), k -> new ArrayList<>()).add(each.item());
            }
        }
        for (var each : items) {
            var broken = SourceLimits.broken(each.item(), keys);
            var fate = broken == null
                    ? one(mapper, each.item(), owners, parts, each.number())
                    : new Fate.Refused(Code.F023.id() + ": " + Code.F023.title() + ": " + broken);
            tried.add(new Tried(each.number(), DynamoJson.write(each.item()), fate));
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
            case Mapped.Rows mapped
            when mapped.rows().stream().anyMatch(IndexEntry::isTooLong) ->
                new Fate.Refused(Code.M025.id() + ": " + Code.M025.title() + ": it takes more than 2,704 bytes there.");
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
