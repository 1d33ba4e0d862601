package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.ItemSize;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.problem.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a rule that collects (R6): the parts become one item, the first part with the joined attribute, and that becomes the
 * row as any item would. So there is a row when all parts are there and agree, and none before.
 */
final class PartsMaker {
    /** Of a row whose parts are more than one may have. */
    static final Collected TOO_MANY =
            broken(Code.Q005, "Its parts are more than 16 MiB, or more than " + Collected.MOST_PARTS + ".");

    private final Collect collect;
    private final When when;
    private final RowMaker rows;
    private final KeyInverse inverse;
    private final ColumnSource.Field place;
    private final Set<String> same;
    private final boolean hasRest;
    private final JoinedParts joined;
    private final String begin;

    /** @param rows that of the rule, whose key is known already */
    PartsMaker(CompiledRule rule, Collect collect, RowMaker rows, KeySchema keys) {
        this.collect = collect;
        this.when = rule.when();
        this.rows = rows;
        this.inverse = rows.inverse();
        this.place = CollectCompiler.place(collect, when);
        this.same = new HashSet<>(collect.same());
        for (var source : rule.sources()) {
            if (source instanceof ColumnSource.Packed packed && packed.flag() != null) {
                same.add(packed.flag());
            }
        }
        this.hasRest = rule.spec().rest() != null;
        this.joined = new JoinedParts(collect, keys);
        var sort = keys.sort();
        var template = sort == null ? null : rule.templates().templates().get(sort.name());
        this.begin = sort == null || template == null || sort.type() != KeySchema.KeyType.S
                ? ""
                : template.literals().getFirst();
    }

    /** What the sort keys of all parts begin with. */
    String begin() {
        return begin;
    }

    /** The row that the item is a part of. */
    Mapped part(Item item, @Nullable String[] fields) {
        var key = new ArrayList<String>();
        var refused = rows.keyInto(key, item, fields);
        if (refused != null) {
            return refused;
        }
        var text = Objects.requireNonNull(fields[place.slot()]);
        if (!(FieldText.encode(place.type(), text) instanceof Cell.Of at)) {
            return rows.keyNotRestored("the place " + Shown.text(text) + " is no such number");
        }
        var cells = withPlace(key, at.text());
        return inverse.restores(item, cells)
                ? new Mapped.Part(new RowKey(rows.table().name(), key))
                : rows.keyNotRestored(inverse.difference(item, cells));
    }

    /** The key of the row's first part. */
    Item first(List<String> key) {
        return inverse.sourceKey(withPlace(key, Integer.toString(collect.first())));
    }

    /** The parts that a row was made of. */
    List<Item> parts(SortedMap<String, Value> item, List<String> key) {
        return joined.split(item, place -> inverse.sourceKey(withPlace(key, Long.toString(place))));
    }

    private static List<String> withPlace(List<String> key, String place) {
        var cells = new ArrayList<>(key);
        cells.add(place);
        return cells;
    }

    static boolean areTooMany(Collection<Item> items) {
        return items.size() > Collected.MOST_PARTS
                || items.stream().mapToLong(ItemSize::of).sum() > Collected.MOST_BYTES;
    }

    /** @param items the row's parts, and no others */
    Collected collect(Collection<Item> items) {
        if (items.isEmpty()) {
            return new Collected.None();
        }
        var byPlace = new TreeMap<Long, Item>();
        items.forEach(item -> byPlace.put(placeOf(item), item));
        long from = collect.first();
        var first = byPlace.get(from);
        if (first == null) {
            return broken(Code.Q004, "Part " + from + " is missing; of the others there are " + items.size() + ".");
        }
        int count = count(first);
        if (count < 1) {
            return broken(
                    Code.Q004,
                    "The attribute " + Shown.name(collect.parts()) + " of part " + from + " is not a number of parts.");
        }
        long missing = count - byPlace.subMap(from, from + count).size();
        if (missing > 0) {
            long next = from;
            while (byPlace.containsKey(next)) {
                next++;
            }
            return broken(Code.Q004, missing + " of " + count + " parts are missing, part " + next + " first.");
        }
        var parts = List.copyOf(byPlace.subMap(from, from + count).values());
        var why = disagreement(first, parts);
        if (why != null) {
            return broken(Code.Q004, why);
        }
        return whole(parts, byPlace);
    }

    private Collected whole(List<Item> parts, SortedMap<Long, Item> byPlace) {
        var item = joined.join(parts, byPlace, hasRest);
        if (item == null) {
            return broken(
                    Code.M022,
                    "The first part has an attribute " + JoinedParts.NAME
                            + ", which is what rest keeps the parts under.");
        }
        return switch (rows.rows(item, Objects.requireNonNull(when.match(parts.getFirst())))) {
            case Mapped.Rows made -> {
                int surplus = byPlace.size() - parts.size();
                yield new Collected.Whole(
                        made.rows().getFirst(),
                        surplus == 0 || hasRest
                                ? null
                                : RowMaker.refused(
                                        Code.Q005,
                                        surplus + " parts are not among the " + parts.size()
                                                + " that the row is made of, and there is no rest to keep them."));
            }
            case Mapped.Refused refused -> new Collected.Broken(refused);
            case Mapped.Part p -> throw new IllegalStateException("a row of parts is no part");
            case Mapped.Skipped s -> throw new IllegalStateException("a rule that takes an item skips none");
        };
    }

    private long placeOf(Item part) {
        var fields = Objects.requireNonNull(when.match(part), "a part");
        return FieldText.encode(place.type(), Objects.requireNonNull(fields[place.slot()])) instanceof Cell.Of at
                ? Long.parseLong(at.text())
                : -1;
    }

    /** As the first part says; 0 where it says no number. */
    private int count(Item first) {
        var value = first.get(collect.parts());
        var text = value == null ? null : When.textOf(value);
        try {
            var number = text == null ? BigDecimal.ZERO : new BigDecimal(text);
            return number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                    ? Integer.MAX_VALUE
                    : number.intValueExact();
        } catch (ArithmeticException | NumberFormatException none) {
            return 0;
        }
    }

    /** Why the parts are not of one version, a sentence; null: nothing tells that they are not. */
    private @Nullable String disagreement(Item first, List<Item> parts) {
        var text = first.get(collect.join());
        if (!(text instanceof Value.Text) && !(text instanceof Value.Binary)) {
            return "The attribute " + Shown.name(collect.join()) + " of part " + collect.first()
                    + (text == null ? " is missing." : " is " + text.kind() + ", not S or B.");
        }
        for (int i = 1; i < parts.size(); i++) {
            var part = parts.get(i);
            var other = part.get(collect.join());
            var unlike = other == null || !other.kind().equals(text.kind())
                    ? collect.join()
                    : !Objects.equals(part.get(collect.parts()), first.get(collect.parts()))
                            ? collect.parts()
                            : unlike(first, part);
            if (unlike != null) {
                return "Part " + (collect.first() + i) + " does not go with part " + collect.first()
                        + ": they are of different versions by " + Shown.name(unlike) + ".";
            }
        }
        return null;
    }

    private @Nullable String unlike(Item first, Item part) {
        return same.stream()
                .sorted(Utf8.ORDER)
                .filter(name -> !Objects.equals(first.get(name), part.get(name)))
                .findFirst()
                .orElse(null);
    }

    private static Collected broken(Code code, String why) {
        return new Collected.Broken(RowMaker.refused(code, why));
    }
}
