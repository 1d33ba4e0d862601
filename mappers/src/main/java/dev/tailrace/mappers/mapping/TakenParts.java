package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.problem.Code;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that take some parts of a row away from the rule that collects it, and leave it others, by a key that shows it. A rule that takes
 * all parts of some rows takes whole documents, and breaks none.
 */
final class TakenParts {
    /** Of templates that take some digits and not others. */
    private static final List<Integer> PLACES = List.of(0, 1, 2, 10, 100, 1_000);

    private final KeySchema keys;
    private final CompiledRule rule;
    private final Collect collect;
    private final KeyAttribute sort;
    private final Template template;

    private TakenParts(KeySchema keys, CompiledRule rule, Collect collect, KeyAttribute sort, Template template) {
        this.keys = keys;
        this.rule = rule;
        this.collect = collect;
        this.sort = sort;
        this.template = template;
    }

    /** Tells of each rule that the first part of some row goes to, so that the row is never whole. */
    static void check(List<Taker> rules, KeySchema keys, Problems problems) {
        collecting(rules, keys)
                .forEach(parts -> parts.before(rules).forEach(earlier -> {
                    var part = parts.taken(earlier, (long) parts.collect.first());
                    if (part != null) {
                        problems.add(
                                "/" + parts.rule.index() + "/when",
                                Code.M008,
                                "There are rows of %s that can never be whole: rule %d takes their first part before rule %d, e.g. %s, and leaves it others."
                                        .formatted(
                                                Shown.name(parts.rule.table().name()),
                                                earlier.index() + 1,
                                                parts.rule.index() + 1,
                                                parts.shown(part)),
                                "Let rule %d ask for what no part has, or for what all parts of a row have in common."
                                        .formatted(earlier.index() + 1));
                    }
                }));
    }

    /** Sentences about rules that a later part of some row goes to: rows of so many parts are never whole. */
    static Stream<String> warnings(List<Taker> rules, KeySchema keys) {
        return collecting(rules, keys)
                .flatMap(parts -> parts.before(rules).flatMap(earlier -> {
                    var part = parts.taken(earlier, null);
                    return part == null
                            ? Stream.of()
                            : Stream.of(
                                    "Rule %d takes parts of %s before rule %d, e.g. %s, and leaves it others: a row of so many parts is never whole."
                                            .formatted(
                                                    earlier.index() + 1,
                                                    Shown.name(
                                                            parts.rule.table().name()),
                                                    parts.rule.index() + 1,
                                                    parts.shown(part)));
                }));
    }

    private static Stream<TakenParts> collecting(List<Taker> rules, KeySchema keys) {
        return rules.stream().flatMap(taker -> {
            if (!(taker instanceof CompiledRule rule)) {
                return Stream.of();
            }
            var sort = keys.sort();
            var collect = rule.spec().collect();
            var template = sort == null ? null : rule.templates().templates().get(sort.name());
            return sort == null || collect == null || template == null
                    ? Stream.of()
                    : Stream.of(new TakenParts(keys, rule, collect, sort, template));
        });
    }

    /** Those that ask for more than the key are told elsewhere. */
    private Stream<Taker> before(List<Taker> rules) {
        return rules.stream().takeWhile(earlier -> earlier != rule).filter(Taker::conditionOnKeyAlone);
    }

    /** The key of a part that the earlier rule takes, of a row of which it does not take all; null: none was found. */
    private @Nullable Item taken(Taker earlier, @Nullable Long place) {
        var attributes = new HashMap<String, Value>();
        for (var key : keys.attributes()) {
            char filler = key.type() == KeySchema.KeyType.N || key.equals(sort) && place == null ? '1' : 'x';
            var mine = key.equals(sort) ? parts(place) : pattern(rule, key);
            var text = CommonText.of(mine, pattern(earlier, key), filler);
            var value = text == null ? null : value(key, text);
            if (value == null) {
                return null;
            }
            attributes.put(key.name(), value);
        }
        var part = Item.of(attributes);
        var number = place(part);
        return number != null
                        && number >= collect.first()
                        && earlier.when().match(part) != null
                        && leavesOne(earlier, part, place == null ? PLACES : List.of(1))
                ? part
                : null;
    }

    /** @param others places behind the first part's */
    private boolean leavesOne(Taker earlier, Item part, List<Integer> others) {
        return others.stream()
                .map(place -> other(part, collect.first() + place))
                .anyMatch(other -> other != null && earlier.when().match(other) == null);
    }

    /** The same row's part of another place; null where there is none. */
    private @Nullable Item other(Item part, long place) {
        var fields = Objects.requireNonNull(rule.when().match(part));
        boolean tooWide = template.fields().stream()
                .anyMatch(field -> field.name().equals(collect.order())
                        && field.width() != Template.ANY
                        && Long.toString(place).length() > field.width());
        if (tooWide) {
            return null;
        }
        var texts = template.fields().stream()
                .map(field -> field.name().equals(collect.order())
                        ? Long.toString(place)
                        : Objects.requireNonNull(fields[rule.when().fields().indexOf(field.name())]))
                .toList();
        var value = value(sort, template.format(texts));
        if (value == null) {
            return null;
        }
        var attributes = new HashMap<>(part.attributes());
        attributes.put(sort.name(), value);
        var other = Item.of(attributes);
        return place(other) == null ? null : other;
    }

    /** The part's place; null if the rule does not take it, or refuses a field of its key. */
    private @Nullable Long place(Item part) {
        var fields = rule.when().match(part);
        if (fields == null) {
            return null;
        }
        Long place = null;
        for (var source : rule.keySources()) {
            if (source instanceof ColumnSource.Field field) {
                var text = Objects.requireNonNull(fields[field.slot()]);
                if (!(FieldText.encode(field.type(), text) instanceof Cell.Of cell)) {
                    return null;
                }
                if (field.name().equals(collect.order())) {
                    place = Long.valueOf(cell.text());
                }
            }
        }
        return place;
    }

    /** Sort keys of the rule's parts; null: of any place. */
    private CommonText parts(@Nullable Long place) {
        var pattern = new CommonText().literal(template.literals().getFirst());
        for (int i = 0; i < template.fields().size(); i++) {
            var field = template.fields().get(i);
            if (place != null && field.name().equals(collect.order())) {
                var digits = new Template(
                        List.of("", ""), List.of(new Template.Field("n", null, field.width(), field.least())));
                pattern.literal(digits.format(List.of(place.toString())));
            } else {
                field(pattern, rule, field);
            }
            pattern.literal(template.literals().get(i + 1));
        }
        return pattern;
    }

    private static CommonText pattern(Taker rule, KeyAttribute key) {
        var template = rule.templates().templates().get(key.name());
        var check = rule.templates().checks().getOrDefault(key.name(), Check.NONE);
        if (template == null) {
            return check.prefix() == null
                    ? new CommonText().field(Template.ANY)
                    : new CommonText().literal(check.prefix()).anything();
        }
        var pattern = new CommonText().literal(template.literals().getFirst());
        for (int i = 0; i < template.fields().size(); i++) {
            field(pattern, rule, template.fields().get(i));
            pattern.literal(template.literals().get(i + 1));
        }
        return pattern;
    }

    /** Where a column's type refuses most texts, one that it takes. */
    private static void field(CommonText pattern, Taker taker, Template.Field field) {
        var example =
                !(taker instanceof CompiledRule rule) || rule.spec().collect() == null || field.width() != Template.ANY
                        ? null
                        : rule.keySources().stream()
                                .filter(source -> source instanceof ColumnSource.Field column
                                        && column.name().equals(field.name())
                                        && !column.name()
                                                .equals(rule.spec().collect().order()))
                                .map(source -> example(source.type().cast()))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null);
        if (example == null) {
            pattern.field(field);
        } else {
            pattern.literal(example);
        }
    }

    private static @Nullable String example(String type) {
        return switch (type) {
            case "date" -> "2026-01-31";
            case "timestamp" -> "2026-01-31T10:00:00";
            case "timestamptz" -> "2026-01-31T10:00:00Z";
            case "uuid" -> "123e4567-e89b-12d3-a456-426614174000";
            case "smallint", "integer", "bigint", "numeric" -> "1";
            default -> null;
        };
    }

    private static @Nullable Value value(KeyAttribute key, String text) {
        return switch (key.type()) {
            case S -> new Value.Text(text);
            case B -> new Value.Binary(Bytes.of(new byte[] {1}));
            case N -> text.matches("-?[0-9]{1,38}") ? new Value.Num(new BigDecimal(text)) : null;
        };
    }

    private String shown(Item part) {
        return keys.attributes().stream()
                .map(key -> Shown.name(key.name()) + " " + shown(part.get(key.name())))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }

    private static String shown(@Nullable Value value) {
        var text = When.textOf(value);
        return text == null ? "any" : Shown.text(text);
    }
}
