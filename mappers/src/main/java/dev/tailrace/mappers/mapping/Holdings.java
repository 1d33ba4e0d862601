package dev.tailrace.mappers.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out which columns of a table hold an attribute, in every rule that writes it. */
final class Holdings {
    private Holdings() {}

    /** Those on which all rules that know the attribute agree; sorted as the rules have them. */
    static List<Holding> of(List<CompiledRule> writers) {
        var found = new LinkedHashMap<String, List<String>>();
        var disagreed = new HashSet<String>();
        for (var rule : writers) {
            if (rule.table().isCollection()) {
                return List.of(); // its rows are no items that an index could find
            }
            of(rule).forEach((attribute, columns) -> {
                var other = found.putIfAbsent(attribute, columns);
                if (other != null && !other.equals(columns)) {
                    disagreed.add(attribute);
                }
            });
        }
        found.keySet().removeAll(Set.copyOf(disagreed));
        var table = writers.getFirst().table().name();
        return found.entrySet().stream()
                .map(held -> new Holding(table, held.getKey(), held.getValue()))
                .toList();
    }

    private static Map<String, List<String>> of(CompiledRule rule) {
        var held = new LinkedHashMap<String, List<String>>();
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < rule.sources().size(); i++) {
            var column = rule.table().columns().get(i).name();
            switch (rule.sources().get(i)) {
                case ColumnSource.Attribute attribute -> held.putIfAbsent(attribute.name(), List.of(column));
                case ColumnSource.Field field -> fields.putIfAbsent(field.name(), column);
                default -> {}
            }
        }
        rule.templates().templates().forEach((attribute, template) -> {
            var columns = new ArrayList<String>();
            for (var field : template.fields()) {
                var column = fields.get(field.name());
                if (column != null) {
                    columns.add(column);
                }
            }
            if (!columns.isEmpty() && columns.size() == template.fields().size()) {
                held.putIfAbsent(attribute, columns);
            }
        });
        return held;
    }
}
