package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.Value;

/** Values of key attributes; those of text are half of the shape that the name says, half anything. */
enum RandomKey {
    TEXT(KeyType.S),
    PARTS(KeyType.S),
    DIGITS(KeyType.S),
    DATE(KeyType.S),
    TIME(KeyType.S),
    UUID(KeyType.S),
    /** Short, of few characters: templates find borders everywhere, and two texts differ by little. */
    MARKS(KeyType.S),
    NUMBER(KeyType.N),
    BINARY(KeyType.B);

    final KeyType type;

    RandomKey(KeyType type) {
        this.type = type;
    }

    Value value(RandomValues values) {
        return switch (type) {
            case S -> new Value.Text(values.below(this == MARKS ? 10 : 2) == 0 ? values.text() : text(values));
            case N -> new Value.Num(values.number());
            case B -> new Value.Binary(values.bytes());
        };
    }

    String text(RandomValues values) {
        return switch (this) {
            case PARTS -> "a" + values.word() + "#" + values.word() + "b" + values.word();
            case DIGITS -> values.number().toPlainString();
            case DATE -> values.time().substring(0, 10);
            case TIME -> values.time();
            case UUID -> "00000000-0000-4000-8000-%012x".formatted(values.below(1 << 30));
            case MARKS -> marks(values);
            case TEXT, NUMBER, BINARY -> values.text();
        };
    }

    private static String marks(RandomValues values) {
        var text = new StringBuilder();
        for (int i = values.below(9); i >= 0; i--) {
            text.append("a##00-1A".charAt(values.below(8)));
        }
        return text.toString();
    }
}
