package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.Nearest;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.mapping.PathNames;
import dev.tailrace.mappers.mapping.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What no item showed: a rule that takes nothing, a list without elements and a column that is always NULL are often a name that is misspelt. */
final class Unseen {
    private static final String REST = "everything else";

    private final List<Item> items;
    private final List<SortedMap<String, Value>> attributes;
    private final KeySchema keys;
    private final List<Tried> tried;
    private final List<String> sentences = new ArrayList<>();

    private Unseen(KeySchema keys, List<Item> items, List<Tried> tried) {
        this.keys = keys;
        this.items = items;
        this.attributes = items.stream().map(Item::attributes).toList();
        this.tried = tried;
    }

    /** A sentence each; none where there are no items. */
    static List<String> of(Mapper mapper, TableSpec table, KeySchema keys, List<Item> items, List<Tried> tried) {
        var unseen = new Unseen(keys, items, tried);
        if (!items.isEmpty()) {
            var rules = table.rules().map(MappingSpec::rules).orElse(List.of());
            if (mapper instanceof RuleChoice choice) {
                unseen.rules(choice, rules);
            }
            mapper.tables().forEach(target -> unseen.columns(target, rules));
        }
        return unseen.sentences;
    }

    private void rules(RuleChoice choice, List<Rule> rules) {
        var took = items.stream().collect(Collectors.groupingBy(choice::ruleOf));
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var its = took.getOrDefault(i, List.of());
            if (its.isEmpty()) {
                var does = rule.skip() ? "which leaves out" : "into " + Shown.name(rule.into());
                sentences.add("Rule %d, %s, took none of the items.".formatted(i + 1, does));
            }
            conditions(i + 1, rule);
            if (!its.isEmpty()) {
                lists(i + 1, rule, its.stream().map(Item::attributes).toList());
            }
        }
    }

    /** What a rule asks of and no item has: said where another name is near. */
    private void conditions(int number, Rule rule) {
        for (var path : rule.when().keySet()) {
            var near = near(path, attributes);
            if (!near.isEmpty()) {
                sentences.add("Rule %d asks for %s, which none of the items has.%s"
                        .formatted(number, Shown.name(path), near));
            }
        }
    }

    /** @param its attributes of the items that the rule took, at least one */
    private void lists(int number, Rule rule, List<SortedMap<String, Value>> its) {
        rule.each().forEach((path, each) -> {
            if (rows(each.into()).isEmpty()) {
                sentences.add("Table %s has no row: none of the items that rule %d took has a list %s with elements.%s"
                        .formatted(Shown.name(each.into()), number, Shown.name(path), near(path, its)));
            }
        });
    }

    private List<Tried.Row> rows(String table) {
        return tried.stream()
                .flatMap(t -> t.rows().stream())
                .filter(row -> row.table().equals(table))
                .toList();
    }

    private void columns(RowTable target, List<Rule> rules) {
        var rows = rows(target.name());
        if (rows.isEmpty()) {
            return;
        }
        var sources = sources(target.name(), rules);
        target.columns().stream()
                .skip(target.keySize())
                .filter(column -> !column.from().contains(REST))
                .filter(column -> rows.stream().allMatch(row -> row.cells().get(column.name()) == null))
                .map(column -> "Column %s of %s is NULL in %s; it is made of %s.%s"
                        .formatted(
                                Shown.name(column.name()),
                                Shown.name(target.name()),
                                rows.size() == 1 ? "its one row" : "all %,d rows".formatted(rows.size()),
                                Shown.name(column.from()),
                                near(column.from(), sources)))
                .forEach(sentences::add);
    }

    /** What rows of a table are made of: items, or elements of their lists. */
    private List<SortedMap<String, Value>> sources(String table, List<Rule> rules) {
        var lists = rules.stream()
                .flatMap(rule -> rule.each().entrySet().stream())
                .filter(each -> each.getValue().into().equals(table))
                .map(Map.Entry::getKey)
                .distinct()
                .toList();
        return lists.isEmpty()
                ? attributes
                : lists.stream()
                        .flatMap(path -> PathNames.elements(path, keys, attributes).stream())
                        .toList();
    }

    /** @param sources attributes of items, or entries of elements */
    private String near(String path, List<SortedMap<String, Value>> sources) {
        var missing = PathNames.missing(path, keys, sources);
        var near = missing == null ? null : Nearest.to(missing.name(), missing.names());
        return near == null ? "" : " Did you mean \"" + Shown.name(near) + "\"?";
    }
}
