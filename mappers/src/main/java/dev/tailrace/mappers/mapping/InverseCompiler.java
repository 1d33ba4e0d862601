package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.Reversibility.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Finds how the rows of a rule give back their items, and what they cannot give back. */
final class InverseCompiler {
    private final CompiledRule rule;
    private final KeySchema keys;

    InverseCompiler(CompiledRule rule, KeySchema keys) {
        this.rule = rule;
        this.keys = keys;
    }

    RowInverse inverse() {
        var columns = new ArrayList<RowInverse.Column>();
        var given = new HashSet<String>();
        RowInverse.Rest rest = null;
        for (int i = 0; i < rule.sources().size(); i++) {
            switch (rule.sources().get(i)) {
                case ColumnSource.Attribute attribute -> {
                    if (keys.attribute(attribute.name()) == null && given.add(attribute.name())) {
                        columns.add(new RowInverse.Column(attribute.name(), i, attribute.type()));
                    }
                }
                case ColumnSource.Rest column -> rest = new RowInverse.Rest(i, column.type());
                case ColumnSource.Field f -> {}
            }
        }
        var templates = new ArrayList<RowInverse.Formatted>();
        rule.templates().templates().forEach((attribute, template) -> {
            if (rule.literal().contains(attribute) && !given.contains(attribute)) {
                templates.add(new RowInverse.Formatted(attribute, template.untyped(), cells(template)));
            }
        });
        return new RowInverse(rule.parts(), columns, templates, rest);
    }

    private List<Integer> cells(Template template) {
        return template.fields().stream().map(field -> cellOf(field.name())).toList();
    }

    private int cellOf(String field) {
        for (int i = 0; i < rule.sources().size(); i++) {
            if (rule.sources().get(i) instanceof ColumnSource.Field column
                    && column.name().equals(field)) {
                return i;
            }
        }
        throw new IllegalStateException("a template that is kept has its fields in columns: " + field);
    }

    /** Of all rules that write a table. */
    static Reversibility reversibility(List<CompiledRule> writers, KeySchema keys) {
        var losses = new ArrayList<Loss>();
        var first = writers.getFirst();
        var inverse = new InverseCompiler(first, keys).inverse();
        for (var rule : writers) {
            losses.addAll(new InverseCompiler(rule, keys).losses());
            var other = new InverseCompiler(rule, keys).inverse();
            if (!other.equals(inverse)) {
                losses.add(new Loss(
                        differing(inverse, other),
                        "The rules " + (first.index() + 1) + " and " + (rule.index() + 1)
                                + " keep it in different ways, and a row does not say which of them made it."));
            }
        }
        return new Reversibility(first.table().name(), losses);
    }

    private List<Loss> losses() {
        var losses = new ArrayList<Loss>();
        var inverse = inverse();
        var rest = inverse.rest();
        var name = "Rule " + (rule.index() + 1);
        if (rest == null) {
            losses.add(new Loss("", name + " has no rest column: attributes that no column takes are left behind."));
        } else if (ColumnTypes.strips(rest.type())) {
            losses.add(new Loss("", name + " strips U+0000 from rest."));
        }
        for (var column : inverse.columns()) {
            boolean strips = ColumnTypes.strips(column.type());
            var inexact = column.type().inexact();
            if (inexact != null && (strips || rest == null)) {
                losses.add(new Loss(
                        column.attribute(),
                        name + (strips ? " strips " : " has no rest for ") + inexact + (strips ? " from " : " in ")
                                + Shown.name(column.attribute()) + ", which its "
                                + column.type().cast() + " column does not give back."));
            }
        }
        return losses;
    }

    /** An attribute that the two give back in different ways; empty where it is the rest that differs. */
    private static String differing(RowInverse one, RowInverse other) {
        for (var column : one.columns()) {
            if (!other.columns().contains(column)) {
                return column.attribute();
            }
        }
        for (var column : other.columns()) {
            if (!one.columns().contains(column)) {
                return column.attribute();
            }
        }
        for (var template : one.templates()) {
            if (!other.templates().contains(template)) {
                return template.attribute();
            }
        }
        return other.templates().stream()
                .filter(template -> !one.templates().contains(template))
                .map(RowInverse.Formatted::attribute)
                .findFirst()
                .orElse("");
    }
}
