package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.Cell;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Value;

/** The text of a template's field as a cell, and back. Numbers stand in templates as {@link NumberText}. */
final class FieldText {
    private FieldText() {}

    /** A text that does not come back is encoded all the same: {@link KeyPart} finds it out. */
    static Cell encode(KeyType type, String text) {
        var number = type.source() == KeySchema.KeyType.N ? NumberText.parse(text) : null;
        return type.encode(number == null ? new Value.Text(text) : new Value.Num(number));
    }

    /** @throws IllegalArgumentException if the cell is not canonical */
    static String decode(KeyType type, String cell) {
        return switch (type.decode(cell)) {
            case Value.Text text -> text.value();
            case Value.Num number -> NumberText.of(number.value());
            default -> throw new IllegalArgumentException("Cannot make text of " + type.ddl() + ".");
        };
    }
}
