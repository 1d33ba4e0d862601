package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.Reversibility.Loss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds how the rows of a rule restore their items, and what they cannot restore. */
final class InverseCompiler {
    private final CompiledRule rule;
    private final KeySchema keys;

    InverseCompiler(CompiledRule rule, KeySchema keys) {
        this.rule = rule;
        this.keys = keys;
    }

    ItemInverse inverse() {
        var children = rule.children().stream()
                .map(child -> new ChildInverse(child.path(), child.table().name(), child.inverse()))
                .toList();
        return new ItemInverse(row(), children);
    }

    /**
     * From a child's row to an element that is a map.
     *
     * @param sources of the columns behind the key
     */
    static RowInverse ofElement(List<ColumnSource> sources, Set<String> taken, int keySize) {
        return row(sources, keySize, taken, Set.of(), List.of(), List.of());
    }

    private RowInverse row() {
        var keyNames = new HashSet<String>();
        keys.attributes().forEach(key -> keyNames.add(key.name()));
        var templates = new ArrayList<RowInverse.Formatted>();
        rule.templates().templates().forEach((attribute, template) -> {
            if (rule.literal().contains(attribute)
                    && rule.sources().stream()
                            .noneMatch(s -> s instanceof ColumnSource.Attribute column
                                    && column.name().equals(attribute))) {
                templates.add(new RowInverse.Formatted(attribute, template.untyped(), cells(template)));
            }
        });
        return row(rule.sources(), 0, rule.taken(), keyNames, parts(), templates);
    }

    private List<KeyPart> parts() {
        if (rule.table().isCollection()) {
            return List.of(); // each part has a key of its own
        }
        int last = rule.table().columns().size() - 1;
        return rule.table().isOwned()
                ? keys.attributes().stream()
                        .<KeyPart>map(key -> new KeyPart.Named(key, last))
                        .toList()
                : rule.parts();
    }

    private static RowInverse row(
            List<ColumnSource> sources,
            int first,
            Set<String> taken,
            Set<String> keyNames,
            List<KeyPart> parts,
            List<RowInverse.Formatted> templates) {
        var columns = new ArrayList<RowInverse.Column>();
        var unpacked = new ArrayList<RowInverse.Unpacked>();
        var paths = new ArrayList<>(Layout.paths(sources, taken));
        var given = new HashSet<String>();
        RowInverse.Rest rest = null;
        for (int i = 0; i < sources.size(); i++) {
            switch (sources.get(i)) {
                case ColumnSource.Attribute attribute -> {
                    if (!keyNames.contains(attribute.name()) && given.add(attribute.name())) {
                        columns.add(
                                new RowInverse.Column(AttributePath.of(attribute.name()), first + i, attribute.type()));
                    }
                }
                case ColumnSource.Rest column -> rest = new RowInverse.Rest(first + i, column.type());
                case ColumnSource.Path path -> {
                    if (paths.contains(path.path())) {
                        columns.add(new RowInverse.Column(path.path(), first + i, path.type()));
                        paths.remove(path.path());
                    }
                }
                case ColumnSource.Packed packed -> unpacked.add(new RowInverse.Unpacked(packed, first + i));
                case ColumnSource.Computed c -> {}
                case ColumnSource.Constant c -> {}
                case ColumnSource.Field f -> {}
            }
        }
        return new RowInverse(parts, columns, unpacked, templates, rest);
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
                var attribute = differing(inverse.row(), other.row());
                losses.add(new Loss(
                        attribute,
                        "The rules " + (first.index() + 1) + " and " + (rule.index() + 1) + " keep "
                                + (attribute.isEmpty() ? "what no column takes" : Shown.name(attribute))
                                + " in different ways, and a row does not say which of them made it."));
            }
        }
        return new Reversibility(first.table().name(), losses);
    }

    /** Of all rules that write a child table. */
    static Reversibility ofChildren(List<CompiledChild> writers) {
        var losses = new ArrayList<Loss>();
        writers.forEach(child -> losses.addAll(losses(child)));
        return new Reversibility(writers.getFirst().table().name(), losses);
    }

    private static List<Loss> losses(CompiledChild child) {
        var list = Shown.name(child.attribute());
        return losses(child.inverse(), "Rule " + (child.rule() + 1) + " for the elements of " + list).stream()
                .map(loss -> new Loss(
                        loss.attribute().isEmpty() ? child.attribute() : child.attribute() + "." + loss.attribute(),
                        loss.why()))
                .toList();
    }

    private List<Loss> losses() {
        var name = "Rule " + (rule.index() + 1);
        if (rule.table().isCollection() && rule.spec().rest() == null) {
            return List.of(
                    new Loss("", name + " has no rest column, which says where a part ends: no part comes back."));
        }
        var losses = new ArrayList<>(losses(row(), name));
        rule.children().forEach(child -> losses.addAll(losses(child)));
        return losses;
    }

    private static List<Loss> losses(RowInverse inverse, String name) {
        var losses = new ArrayList<Loss>();
        var rest = inverse.rest();
        if (rest == null) {
            losses.add(new Loss("", name + " has no rest column: attributes that no column takes are left behind."));
        } else if (ColumnTypes.strips(rest.type())) {
            losses.add(new Loss("", name + " strips U+0000 from rest."));
        }
        if (rest == null) {
            for (var column : inverse.unpacked()) {
                losses.add(new Loss(
                        column.source().attribute(),
                        name + " has no rest for " + Shown.name(column.source().attribute())
                                + ": packing its text again may give other bytes."));
            }
        }
        for (var column : inverse.columns()) {
            boolean strips = ColumnTypes.strips(column.type());
            var inexact = column.type().inexact();
            if (inexact != null && (strips || rest == null)) {
                losses.add(new Loss(
                        column.path().toString(),
                        name + (strips ? " strips " : " has no rest for ") + inexact + (strips ? " from " : " in ")
                                + Shown.name(column.path().toString()) + ", which its "
                                + column.type().cast() + " column does not restore."));
            }
        }
        return losses;
    }

    /** An attribute that the two restore in different ways; empty where it is the rest that differs. */
    private static String differing(RowInverse one, RowInverse other) {
        for (var column : one.columns()) {
            if (!other.columns().contains(column)) {
                return column.path().toString();
            }
        }
        for (var column : other.columns()) {
            if (!one.columns().contains(column)) {
                return column.path().toString();
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
