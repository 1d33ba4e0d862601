package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Bounds;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of a row's cells so that the source's key, and each text that a template formats, can be made of them. */
final class KeyLimits {
    private final CompiledRule rule;
    private final Sink limits;

    /** Takes limits. */
    interface Sink {
        /** See {@link RowLimit}. */
        void add(String column, String rule, @Nullable String check);
    }

    KeyLimits(CompiledRule rule, Sink limits) {
        this.rule = rule;
        this.limits = limits;
    }

    void find() {
        for (var part : rule.parts()) {
            switch (part) {
                case KeyPart.Whole whole -> whole(whole);
                case KeyPart.Formatted formatted -> {
                    fields(formatted.template(), formatted.cells(), formatted.types());
                    if (formatted.attribute().type() == KeySchema.KeyType.S) {
                        length(formatted);
                    }
                }
                case KeyPart.Named named -> {}
            }
        }
        rule.templates().templates().forEach((attribute, template) -> {
            if (rule.literal().contains(attribute)) {
                var cells = template.fields().stream()
                        .map(field -> cellOf(field.name()))
                        .toList();
                cells.stream()
                        .filter(cell -> cell >= rule.table().keySize())
                        .distinct()
                        .forEach(cell -> limits.add(name(cell), "is not NULL", column(cell) + " IS NOT NULL"));
                fields(
                        template,
                        cells,
                        cells.stream().map(c -> ColumnTypes.TEXT).toList());
            }
        });
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

    private void whole(KeyPart.Whole key) {
        var c = column(key.cell());
        var bytes = Bounds.bytes(key.type(), c);
        var number = key.attribute().type() == KeySchema.KeyType.N ? Bounds.number(key.type(), c) : null;
        if (bytes != null) {
            int most = KeyLengths.longest(rule, key.attribute());
            limits.add(name(key.cell()), "has 1 to %,d bytes".formatted(most), bytes + " BETWEEN 1 AND " + most);
        }
        if (number != null) {
            limits.add(name(key.cell()), "has a magnitude from 1E-130 to 9.99E125 and at most 38 digits", number);
        }
    }

    /** What is written there is found again: see {@link Template} for how a text is taken apart. */
    private void fields(Template template, List<Integer> cells, List<KeyType> types) {
        for (int i = 0; i < cells.size(); i++) {
            var field = template.fields().get(i);
            if (isPlace(cells.get(i))) {
                if (field.width() != Template.ANY) {
                    limits.add(
                            "",
                            "have parts whose %s has at most %d characters"
                                    .formatted(Shown.name(field.name()), field.width()),
                            null);
                }
                continue;
            }
            var c = column(cells.get(i));
            if (field.width() != Template.ANY) {
                limits.add(
                        name(cells.get(i)),
                        "has at most %d characters".formatted(field.width()),
                        "length(%s::text) <= %d".formatted(c, field.width()));
            } else if (Bounds.bytes(types.get(i), c) != null) {
                if (field.least() > 0) {
                    limits.add(name(cells.get(i)), "is not empty", "octet_length(" + c + ") > 0");
                }
                separator(template, i, cells.get(i), types.get(i));
            }
        }
    }

    private void separator(Template template, int i, int cell, KeyType type) {
        var literal = template.literals().get(i < template.greedy() ? i + 1 : i);
        if (i == template.greedy() || literal.isEmpty()) {
            return;
        }
        var c = column(cell);
        var l = Bounds.literal(literal);
        var check = i < template.greedy()
                ? "strpos(substr(%1$s || %2$s, 2), %2$s) = length(%1$s)".formatted(c, l)
                : "strpos(substr(left(%2$s || %1$s, -1), 2), %2$s) = 0".formatted(c, l);
        if (template.fields().get(i).least() == 0) {
            check = "strpos(%1$s, %2$s) = 0".formatted(c, l);
        }
        limits.add(name(cell), "holds no " + Shown.text(literal), type.equals(ColumnTypes.TEXT) ? check : null);
    }

    private void length(KeyPart.Formatted key) {
        int literals = key.template().literals().stream()
                .mapToInt(literal -> literal.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        var terms = new ArrayList<String>();
        for (int i = 0; i < key.cells().size(); i++) {
            int width = key.template().fields().get(i).width();
            boolean place = isPlace(key.cells().get(i));
            terms.add(
                    width == Template.ANY && !place
                            ? Bounds.fieldBytes(
                                    key.types().get(i), column(key.cells().get(i)))
                            : Integer.toString(Math.max(
                                    width, key.template().fields().get(i).least())));
        }
        if (terms.stream().noneMatch(term -> term.contains("octet_length"))) {
            return;
        }
        int most = KeyLengths.longest(rule, key.attribute());
        limits.add(
                "",
                "make %s of at most %,d bytes"
                        .formatted(Shown.name(key.attribute().name()), most),
                literals + " + " + String.join(" + ", terms) + " <= " + most);
    }

    /** Of a row of parts, the place of one: behind the key there, and no column. It has at least one digit. */
    private boolean isPlace(int cell) {
        return rule.table().isCollection() && cell == rule.table().keySize();
    }

    private String name(int cell) {
        return rule.table().columns().get(cell).name();
    }

    private String column(int cell) {
        return Identifiers.quote(name(cell));
    }
}
