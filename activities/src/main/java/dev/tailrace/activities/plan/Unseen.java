package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.Nearest;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.RuleChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What no item showed: a rule that takes nothing and a column that is always NULL are often a name that is misspelt. */
final class Unseen {
    private static final String REST = "everything else";

    private Unseen() {}

    /** A sentence each; none where there are no items. */
    static List<String> of(Mapper mapper, TableSpec table, List<Item> items, List<Tried> tried) {
        var sentences = new ArrayList<String>();
        if (!items.isEmpty()) {
            table.rules().ifPresent(rules -> rules(mapper, rules, items, sentences));
            mapper.tables().forEach(target -> columns(target, items, tried, sentences));
        }
        return sentences;
    }

    private static void rules(Mapper mapper, MappingSpec spec, List<Item> items, List<String> sentences) {
        if (mapper instanceof RuleChoice choice) {
            var took = items.stream().map(choice::ruleOf).collect(Collectors.toSet());
            for (int i = 0; i < spec.rules().size(); i++) {
                if (!took.contains(i)) {
                    var rule = spec.rules().get(i);
                    var does = rule.skip() ? "which leaves out" : "into " + Shown.name(rule.into());
                    sentences.add("Rule %d, %s, took none of the items.".formatted(i + 1, does));
                }
            }
        }
    }

    private static void columns(RowTable target, List<Item> items, List<Tried> tried, List<String> sentences) {
        var rows = tried.stream()
                .flatMap(t -> t.rows().stream())
                .filter(row -> row.table().equals(target.name()))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
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
                                near(column.from(), items)))
                .forEach(sentences::add);
    }

    private static String near(String attribute, List<Item> items) {
        Set<String> names = new HashSet<>();
        items.forEach(item -> names.addAll(item.attributes().keySet()));
        var near = names.contains(attribute) ? null : Nearest.to(attribute, names);
        return near == null ? "" : " Did you mean \"" + Shown.name(near) + "\"?";
    }
}
