package dev.tailrace.mappers.mapping;

import static java.util.stream.Collectors.joining;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What some items say of the fields that spread them over shards. Applications ask for shard after shard, so a reader of 0 to 9 misses an
 * item in shard 10; and a column that computes the shard has to compute the one that they did. A field is taken for a shard by its name, or
 * where an owned rule leaves it out of the key.
 */
public final class ShardFields {
    private static final List<String> WORDS = List.of("shard", "suffix", "slot");
    private static final int MOST_SHARDS = 1_000;
    private static final int MOST_NAMED = 12;
    /** By length first, so that numbers come in their order. */
    private static final Comparator<String> AS_NUMBERS =
            Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder());

    private final Rule rule;
    private final When when;
    private final Map<String, Map<String, Integer>> seen = new LinkedHashMap<>();
    private final Map<String, ColumnSource.Computed> computed = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> same = new LinkedHashMap<>();

    private ShardFields(Rule rule, KeySchema keys) {
        this.rule = rule;
        var problems = new Problems();
        var templates = RuleTemplates.read(rule, keys, "", problems);
        this.when = new When(templates);
        templates.ofKey(keys).templates().values().stream()
                .flatMap(template -> template.fields().stream())
                .map(Template.Field::name)
                .filter(this::isShard)
                .forEach(field -> {
                    seen.put(field, new TreeMap<>(AS_NUMBERS));
                    same.put(field, new LinkedHashMap<>());
                });
        rule.columns().forEach((column, spec) -> {
            var of = spec.of();
            if (of != null
                    && !seen.containsKey(of)
                    && new Transforms(when, keys, problems).compile(column, spec, of, "")
                            instanceof ColumnSource.Computed source
                    && !values(source.transform()).isEmpty()) {
                computed.put(column, source);
            }
        });
    }

    /** Sentences about each such field, in the order of the rules; empty where there is none, or no item has one. */
    public static List<String> measured(MappingSpec mapping, KeySchema keys, List<Item> items) {
        var rules = mapping.rules().stream()
                .map(rule -> new ShardFields(rule, keys))
                .toList();
        for (var item : items) {
            for (var rule : rules) {
                var fields = rule.when.match(item);
                if (fields != null) {
                    rule.count(item, fields);
                    break;
                }
            }
        }
        return rules.stream().flatMap(rule -> rule.sentences().stream()).toList();
    }

    private boolean isShard(String field) {
        var name = field.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(name::contains)
                || name.contains("bucket") && computesAShard()
                || rule.owned() && !rule.key().contains(field);
    }

    /** Else a bucket is as likely a run of a journal's numbers as a shard. */
    private boolean computesAShard() {
        return rule.columns().values().stream()
                .map(ColumnSpec::transform)
                .anyMatch(how -> how.mod() != null || !how.list().isEmpty() || how.by() != null);
    }

    private void count(Item item, @Nullable String[] fields) {
        seen.forEach((field, values) -> {
            var text = Objects.requireNonNull(fields[when.fields().indexOf(field)]);
            if (values.size() <= MOST_SHARDS) {
                values.merge(text, 1, Integer::sum);
            }
            computed.forEach((column, source) -> {
                if (text.equals(shard(source, item, fields))) {
                    Objects.requireNonNull(same.get(field)).merge(column, 1, Integer::sum);
                }
            });
        });
    }

    private static @Nullable String shard(ColumnSource.Computed source, Item item, @Nullable String[] fields) {
        var value = source.value(item, fields);
        return value == null ? null : source.transform().of(value);
    }

    private List<String> sentences() {
        var sentences = new ArrayList<String>();
        seen.forEach((field, values) -> {
            if (!values.isEmpty() && values.size() <= MOST_SHARDS) {
                int items = values.values().stream().mapToInt(n -> n).sum();
                sentences.add("The shards of %s, the field %s, were %s in %d items; a reader asks for each of them."
                        .formatted(Shown.name(rule.into()), Shown.name(field), named(values.keySet()), items));
                computed.forEach((column, source) -> {
                    var sentence = compared(column, source, field, values, items);
                    if (sentence != null) {
                        sentences.add(sentence);
                    }
                });
            }
        });
        return sentences;
    }

    /** Null where the column is what the field is, as far as was seen. */
    private @Nullable String compared(
            String column, ColumnSource.Computed source, String field, Map<String, Integer> values, int items) {
        var made = values(source.transform());
        var missed = values.keySet().stream().filter(v -> !made.contains(v)).collect(Collectors.toSet());
        int equal = Objects.requireNonNull(same.get(field)).getOrDefault(column, 0);
        var name = "The column " + Shown.name(column) + " of " + Shown.name(rule.into()) + " ("
                + source.transform().how() + ")";
        if (!missed.isEmpty()) {
            int lost = missed.stream().mapToInt(v -> values.getOrDefault(v, 0)).sum();
            return "%s makes %s: who reads these shards of the source misses %s, %d of %d items."
                    .formatted(name, named(made), named(missed), lost, items);
        }
        return equal == items
                ? null
                : "%s is what the field %s has in %d of %d items: the application computes it otherwise, or chose at random."
                        .formatted(name, Shown.name(field), equal, items);
    }

    /** All that a column can hold; empty where it is no shard, or of very many. */
    private static Set<String> values(Transform transform) {
        var mod = transform.mod();
        var values = !transform.list().isEmpty()
                ? transform.list()
                : mod != null && mod.bitLength() <= 10
                        ? IntStream.range(0, mod.intValue())
                                .mapToObj(Integer::toString)
                                .toList()
                        : mod == null && Transform.LAST_HEX.equals(transform.by())
                                ? List.of("0123456789abcdef".split(""))
                                : List.<String>of();
        return values.stream()
                .map(v -> transform.prefix() + v + transform.suffix())
                .collect(Collectors.toSet());
    }

    private static String named(Set<String> values) {
        var sorted = values.stream().sorted(AS_NUMBERS).toList();
        boolean numbers =
                IntStream.range(0, sorted.size()).allMatch(i -> sorted.get(i).equals(Integer.toString(i)));
        if (numbers && sorted.size() > 2) {
            return "0 to " + (sorted.size() - 1);
        }
        return sorted.stream().limit(MOST_NAMED).map(Shown::name).collect(joining(", "))
                + (sorted.size() > MOST_NAMED ? " and " + (sorted.size() - MOST_NAMED) + " more" : "");
    }
}
