package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How an attribute of the source key is made for a row of an owned table that the application made there.
 *
 * @param template what its text is formatted by; null: the one field is the value
 * @param fields in the template's order
 */
record BornPart(KeyAttribute attribute, @Nullable Template template, List<Field> fields) {
    BornPart {
        fields = List.copyOf(fields);
    }

    /** Where a field's text comes from. */
    sealed interface Field {
        /** The column's place in the row. */
        int cell();

        /** A column holds it. */
        record Held(int cell, KeyType type) implements Field {}

        /** It is computed of a column. */
        record Made(int cell, CellType type, Transform transform) implements Field {}
    }

    /** @throws IllegalArgumentException if it cannot be made of the row */
    Value of(List<@Nullable String> cells) {
        if (template == null) {
            var field = fields.getFirst();
            return field instanceof Field.Held held ? held.type().decode(cell(cells, held)) : value(text(cells, field));
        }
        var texts = new ArrayList<String>(fields.size());
        fields.forEach(field -> texts.add(text(cells, field)));
        return value(template.format(texts));
    }

    private Value value(String text) {
        return switch (attribute.type()) {
            case S -> new Value.Text(text);
            case N -> {
                var number = NumberText.parse(text);
                if (number == null) {
                    throw new IllegalArgumentException(
                            "Cannot make a key of " + Shown.text(text) + ": it is not a number.");
                }
                yield new Value.Num(number);
            }
            case B -> throw new IllegalArgumentException("Cannot make a binary key of text.");
        };
    }

    private String text(List<@Nullable String> cells, Field field) {
        var cell = cell(cells, field);
        return switch (field) {
            case Field.Held held -> FieldText.decode(held.type(), cell);
            case Field.Made made -> {
                var text = made.transform().of(made.type().decode(cell));
                if (text == null) {
                    throw new IllegalArgumentException(
                            "Cannot make the key of a new row: nothing can be computed of it.");
                }
                yield text;
            }
        };
    }

    private String cell(List<@Nullable String> cells, Field field) {
        var cell = cells.get(field.cell());
        if (cell == null) {
            throw new IllegalArgumentException("Cannot make the key of a new row: a column that "
                    + Shown.name(attribute.name()) + " is made of is NULL.");
        }
        return cell;
    }

    /** Which cells make the value, as far as cells say it; null where too many do. */
    @Nullable
    List<SortedMap<Integer, String>> ways(Value value) {
        var cells = new ArrayList<Integer>();
        var types = new ArrayList<KeyType>();
        for (var field : fields) {
            boolean held = field instanceof Field.Held;
            cells.add(held ? field.cell() : -1);
            types.add(field instanceof Field.Held h ? h.type() : KeyWays.NO_TYPE);
        }
        if (template != null) {
            return KeyWays.formatted(template, cells, types, value);
        }
        return fields.getFirst() instanceof Field.Held held
                ? KeyWays.whole(held.cell(), held.type(), value)
                : KeyWays.any();
    }
}
