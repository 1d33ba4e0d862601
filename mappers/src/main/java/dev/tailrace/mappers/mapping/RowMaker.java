package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.TargetTable;
import dev.tailrace.mappers.problem.Code;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the row of an item that a rule takes. */
final class RowMaker {
    private final When when;
    private final TargetTable table;
    private final ColumnSource[] sources;
    private final Set<String> taken;
    private final String[] literal;
    private final KeySchema keys;
    private final KeyInverse inverse;

    /** @param table as all rules that write it see it */
    RowMaker(CompiledRule rule, TargetTable table, KeySchema keys) {
        this.when = rule.when();
        this.table = table;
        this.sources = rule.sources().toArray(ColumnSource[]::new);
        this.taken = rule.taken();
        this.literal = rule.literal().toArray(String[]::new);
        this.keys = keys;
        this.inverse = new KeyInverse(rule, keys);
    }

    When when() {
        return when;
    }

    KeyInverse inverse() {
        return inverse;
    }

    /** @param fields what {@link #when} matched */
    Mapped map(Item item, @Nullable String[] fields) {
        var cells = new String[sources.length];
        var row = new Making(item, fields, cells);
        for (int i = 0; i < sources.length; i++) {
            var refused = row.fill(i);
            if (refused != null) {
                return refused;
            }
        }
        var made = new Row(table, Arrays.asList(cells));
        if (!inverse.givesBack(item, made.cells().subList(0, table.keySize()))) {
            return refused(
                    Code.M021,
                    "The key is not given back by the key columns of " + table.name() + ": " + keyText(item)
                            + " is not how they would be written.");
        }
        return new Mapped.Rows(List.of(made));
    }

    private String keyText(Item item) {
        var text = new StringBuilder();
        for (var key : keys.attributes()) {
            text.append(text.isEmpty() ? "" : ", ").append(Shown.name(key.name()));
            if (item.get(key.name()) instanceof Value.Text s) {
                text.append(' ').append(Shown.text(s.value()));
            }
        }
        return text.toString();
    }

    private static Mapped.Refused refused(Code code, String reason) {
        return new Mapped.Refused(code.id(), reason);
    }

    /** One row on the way. */
    private final class Making {
        private final Item item;
        private final @Nullable String[] fields;
        private final @Nullable String[] cells;
        /** Attributes whose cells say less than their values. */
        private Set<String> inexact = Set.of();

        Making(Item item, @Nullable String[] fields, @Nullable String[] cells) {
            this.item = item;
            this.fields = fields;
            this.cells = cells;
            for (var attribute : literal) {
                if (!(item.get(attribute) instanceof Value.Text)) {
                    keepInRest(attribute);
                }
            }
        }

        /** Null if the column is filled. */
        Mapped.@Nullable Refused fill(int column) {
            return switch (sources[column]) {
                case ColumnSource.Field field -> fill(column, field);
                case ColumnSource.Attribute attribute -> fill(column, attribute);
                case ColumnSource.Rest r ->
                    fill(
                            column,
                            "The item",
                            ColumnTypes.jsonb(
                                    TypedJson.write(item, name -> taken.contains(name) && !inexact.contains(name))),
                            null);
            };
        }

        private Mapped.@Nullable Refused fill(int column, ColumnSource.Field field) {
            var text = fields[field.slot()];
            if (text == null) {
                throw new IllegalStateException("a match fills every slot");
            }
            return fill(column, "The field " + field.name(), FieldText.encode(field.type(), text), null);
        }

        private Mapped.@Nullable Refused fill(int column, ColumnSource.Attribute attribute) {
            var value = item.get(attribute.name());
            boolean isNull = value instanceof Value.Null && attribute.type() != ColumnTypes.JSONB;
            if (value != null && !isNull) {
                return fill(column, null, attribute.type().encode(value), attribute.name());
            }
            if (column < table.keySize()) {
                return refused(
                        Code.M024,
                        "The attribute " + Shown.name(attribute.name()) + " of the key of " + table.name()
                                + (isNull ? " is NULL." : " is missing."));
            }
            if (isNull) {
                keepInRest(attribute.name());
            }
            return null;
        }

        private Mapped.@Nullable Refused fill(
                int column, @Nullable String what, Cell cell, @Nullable String attribute) {
            switch (cell) {
                case Cell.Of of -> {
                    cells[column] = of.text();
                    if (!of.exact() && attribute != null) {
                        keepInRest(attribute);
                    }
                    return null;
                }
                case Cell.Refused refused -> {
                    var subject =
                            what == null ? "The attribute " + Shown.name(attribute == null ? "" : attribute) : what;
                    boolean fieldOfKey = attribute == null && column < table.keySize() && refused.code() == Code.M022;
                    return refused(
                            fieldOfKey ? Code.M021 : refused.code(),
                            subject + " " + refused.why() + " (column "
                                    + table.columns().get(column).name() + " "
                                    + table.columns().get(column).type().cast() + " of " + table.name() + ").");
                }
            }
        }

        private void keepInRest(String attribute) {
            if (keys.attribute(attribute) == null) {
                if (inexact.isEmpty()) {
                    inexact = new HashSet<>();
                }
                inexact.add(attribute);
            }
        }
    }
}
