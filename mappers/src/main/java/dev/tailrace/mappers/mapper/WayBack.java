package dev.tailrace.mappers.mapper;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes, at the source, of the rows that claim a source key (R10): they are one item's, and mapping what comes back gives the same
 * rows; or nothing is written. Pure and thread-safe; never throws for any rows.
 */
public final class WayBack {
    private WayBack() {}

    /** The outcome. */
    public sealed interface Answer {}

    /**
     * This is to be at the source.
     *
     * @param items one; of a row of a collection table its parts, in order
     */
    public record Items(List<Item> items) implements Answer {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** There are no rows: neither is there an item. */
    public record Nothing() implements Answer {}

    /** There are no rows, and the item that is at the source is none that the mapping takes: it stays. */
    public record NotOurs() implements Answer {}

    /**
     * The rows make no item that gives them back: the source stays as it is, and reverse quarantine names them.
     *
     * @param code a stable TR- code
     * @param reason one sentence, without values
     */
    public record Unclear(String code, String reason) implements Answer {}

    /**
     * The same as below for a mapping that leaves nothing behind, where the source has no item under the key, or one that the mapping takes.
     */
    public static Answer item(ReversibleMapper mapper, Item key, List<Row> rows) {
        return item(mapper, key, rows, null);
    }

    /**
     * What the rows of a source key become.
     *
     * @param key as {@link ReversibleMapper#claimedKey} gives it of each of the rows
     * @param rows all rows of all tables that claim it, in any order
     * @param present the item that the source has under the key now; null: there is none. What the mapping leaves behind of it stays, as
     *     does, to the letter, what the rows have not changed
     */
    public static Answer item(ReversibleMapper mapper, Item key, List<Row> rows, @Nullable Item present) {
        var kept = present == null ? null : mapper.map(present);
        if (kept instanceof Mapped.Refused || kept instanceof Mapped.Skipped) {
            return rows.isEmpty()
                    ? new NotOurs()
                    : unclear(
                            Code.M027,
                            "The source has an item under the key that the mapping does not take, next to " + of(rows)
                                    + ".");
        }
        if (rows.isEmpty()) {
            return new Nothing();
        }
        try {
            return rows.size() == 1 && rows.getFirst().table().isCollection()
                    ? parts(mapper, key, rows.getFirst())
                    : whole(
                            mapper,
                            key,
                            rows,
                            kept instanceof Mapped.Rows is && present != null ? new Present(present, is.rows()) : null);
        } catch (IllegalArgumentException noItem) {
            return unclear(Code.M026, "No item has " + of(rows) + ": " + noItem.getMessage());
        }
    }

    /** What the source has. */
    private record Present(Item item, List<Row> rows) {}

    private static Answer whole(ReversibleMapper mapper, Item key, List<Row> rows, @Nullable Present present) {
        var back = mapper.unmap(rows);
        if (!holds(back, key)) {
            return unclear(Code.M026, "The item that " + of(rows) + " would become has another key.");
        }
        var item = present == null ? back : ItemMerge.merge(back, base(mapper, rows, present), present.item());
        return switch (mapper.map(item)) {
            case Mapped.Rows again -> {
                var changed = difference(mapper, named(rows, key), again.rows());
                yield changed == null ? new Items(List.of(item)) : unclear(Code.M027, changed);
            }
            case Mapped.Refused refused ->
                unclear(
                        Code.M027,
                        "The mapping refuses the item that " + of(rows) + " would become: " + refused.reason());
            case Mapped.Skipped s ->
                unclear(Code.M027, "The mapping leaves out the item that " + of(rows) + " would become.");
            case Mapped.Part p ->
                unclear(Code.M027, "The item that " + of(rows) + " would become is a part of another row.");
        };
    }

    /** What comes back of the item as it is at the source; nothing where it is in other tables than the rows are. */
    private static Item base(ReversibleMapper mapper, List<Row> rows, Present present) {
        var tables = present.rows().stream().map(row -> row.table().name()).toList();
        return rows.stream().anyMatch(row -> tables.contains(row.table().name()))
                ? mapper.unmap(present.rows())
                : Item.of(Map.of());
    }

    private static boolean holds(Item item, Item key) {
        return key.attributes().entrySet().stream().allMatch(e -> e.getValue().equals(item.get(e.getKey())));
    }

    /** A row that the application made names its item from now on. */
    private static List<Row> named(List<Row> rows, Item key) {
        return rows.stream()
                .map(row -> row.table().isOwned() && row.cells().getLast() == null ? named(row, key) : row)
                .toList();
    }

    private static Row named(Row row, Item key) {
        var cells = new ArrayList<@Nullable String>(row.cells());
        cells.set(cells.size() - 1, DynamoJson.write(key));
        return new Row(row.table(), cells);
    }

    /** Where the rows differ from those that were made again, a sentence; null: nowhere. */
    private static @Nullable String difference(ReversibleMapper mapper, List<Row> rows, List<Row> again) {
        var made = new LinkedHashMap<RowKey, Row>();
        again.forEach(row -> made.put(row.key(), row));
        for (var row : rows) {
            var other = made.remove(row.key());
            if (other == null || !mapper.says(row, other)) {
                return "The item that " + of(rows) + " would become has another row in "
                        + Shown.name(row.table().name())
                        + (other == null ? ", under another key." : ".");
            }
        }
        return made.isEmpty()
                ? null
                : "The item that " + of(rows) + " would become has one more row, in "
                        + Shown.name(made.values().iterator().next().table().name()) + ".";
    }

    private static Answer parts(ReversibleMapper mapper, Item key, Row row) {
        var parts = mapper.parts(row);
        if (parts.isEmpty() || !holds(parts.getFirst(), key)) {
            return unclear(Code.M026, "The parts that " + of(List.of(row)) + " would become have another key.");
        }
        return switch (mapper.collect(row.key(), parts)) {
            case Collected.Whole whole
            when mapper.says(row, whole.row()) && mapper.parts(whole.row()).equals(parts) -> new Items(parts);
            case Collected.Whole w ->
                unclear(Code.M027, "The parts that " + of(List.of(row)) + " would become make another row.");
            case Collected.Broken broken ->
                unclear(
                        Code.M027,
                        "The parts that " + of(List.of(row)) + " would become make no row: "
                                + broken.why().reason());
            case Collected.None n ->
                unclear(Code.M027, "What " + of(List.of(row)) + " would become are no parts of it.");
        };
    }

    /** Names tables, never cells. */
    private static String of(List<Row> rows) {
        var tables = rows.stream()
                .map(row -> Shown.name(row.table().name()))
                .distinct()
                .sorted()
                .toList();
        return (rows.size() == 1 ? "the row" : rows.size() + " rows") + " of " + String.join(" and ", tables);
    }

    private static Unclear unclear(Code code, String reason) {
        return new Unclear(code.id(), reason);
    }
}
