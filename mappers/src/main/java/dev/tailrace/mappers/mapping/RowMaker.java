package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.TargetTable;
import dev.tailrace.mappers.problem.Code;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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
                case ColumnSource.Field field ->
                    put(column, FieldText.encode(field.type(), Objects.requireNonNull(fields[field.slot()])));
                case ColumnSource.Rest rest ->
                    put(
                            column,
                            rest.type() == ColumnTypes.JSONB
                                    ? ColumnTypes.jsonb(TypedJson.write(item, name -> !isLeft(name)))
                                    : rest.type().encode(left()));
                case ColumnSource.Attribute attribute -> {
                    var value = item.get(attribute.name());
                    yield value == null || value instanceof Value.Null && !ColumnTypes.isJsonb(attribute.type())
                            ? leaveOut(column, attribute.name(), value != null)
                            : put(column, attribute.type().encode(value));
                }
            };
        }

        /** Whether nothing else took the attribute exactly. */
        private boolean isLeft(String attribute) {
            return !taken.contains(attribute) || inexact.contains(attribute);
        }

        private Value left() {
            var left = new TreeMap<String, Value>(Utf8.ORDER);
            item.attributes().forEach((name, value) -> {
                if (isLeft(name)) {
                    left.put(name, value);
                }
            });
            return new Value.MapOf(left);
        }

        private Mapped.@Nullable Refused put(int column, Cell cell) {
            switch (cell) {
                case Cell.Of of -> {
                    cells[column] = of.text();
                    if (!of.exact() && sources[column] instanceof ColumnSource.Attribute attribute) {
                        keepInRest(attribute.name());
                    }
                    return null;
                }
                case Cell.Refused refused -> {
                    return refuse(column, refused);
                }
            }
        }

        /** SQL NULL, for an attribute that is absent or NULL. */
        private Mapped.@Nullable Refused leaveOut(int column, String attribute, boolean isNull) {
            if (column < table.keySize()) {
                return refused(
                        Code.M024,
                        "The attribute " + Shown.name(attribute) + " of the key of " + table.name()
                                + (isNull ? " is NULL." : " is missing."));
            }
            if (isNull) {
                keepInRest(attribute);
            }
            return null;
        }

        private Mapped.Refused refuse(int column, Cell.Refused refused) {
            var source = sources[column];
            var subject = switch (source) {
                case ColumnSource.Field field -> "The field " + field.name();
                case ColumnSource.Attribute attribute -> "The attribute " + Shown.name(attribute.name());
                case ColumnSource.Rest r -> "The item";
            };
            boolean keyOfTemplate = source instanceof ColumnSource.Field && column < table.keySize();
            var target = table.columns().get(column);
            return refused(
                    keyOfTemplate && refused.code() == Code.M022 ? Code.M021 : refused.code(),
                    subject + " " + refused.why() + " (column " + target.name() + " "
                            + target.type().cast() + " of " + table.name() + ").");
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
