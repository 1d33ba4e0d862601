package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an attribute of the source key is made of the cells of a target key. */
sealed interface KeyPart {
    KeyAttribute attribute();

    /**
     * The attribute's value.
     *
     * @param cells the row's, or only its key's
     * @throws IllegalArgumentException if the cells are not what an item is mapped to
     */
    Value of(List<@Nullable String> cells);

    private static String cell(List<@Nullable String> cells, int at) {
        return Objects.requireNonNull(cells.get(at), "a key cell");
    }

    /** One cell is the attribute. */
    record Whole(KeyAttribute attribute, int cell, KeyType type) implements KeyPart {
        @Override
        public Value of(List<@Nullable String> cells) {
            return type.decode(KeyPart.cell(cells, cell));
        }
    }

    /** An owned table's row names its item (R6): {@code cell} is the source key as DynamoDB JSON. */
    record Named(KeyAttribute attribute, int cell) implements KeyPart {
        @Override
        public Value of(List<@Nullable String> cells) {
            var named = cells.get(cell);
            var value = named == null ? null : DynamoJson.read(named).get(attribute.name());
            if (value == null || !attribute.type().fits(value)) {
                throw new IllegalArgumentException("Cannot find the source key: the row names no item of the table.");
            }
            return value;
        }
    }

    /** A template is formatted from cells, {@code cells} and {@code types} in the order of its fields. */
    record Formatted(KeyAttribute attribute, Template template, List<Integer> cells, List<KeyType> types)
            implements KeyPart {
        @Override
        public Value of(List<@Nullable String> key) {
            var texts = new ArrayList<String>(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                texts.add(FieldText.decode(types.get(i), KeyPart.cell(key, cells.get(i))));
            }
            var text = template.format(texts);
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
    }
}
