package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.Locale;

/** {@code uuid}, from text of 8-4-4-4-12 hex digits; upper-case digits are the same uuid, but another text. */
record UuidType() implements KeyType {
    private static final int LENGTH = 36;

    @Override
    public String ddl() {
        return "uuid";
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.S;
    }

    @Override
    public Cell encode(Value value) {
        if (!(value instanceof Value.Text text)) {
            return Cell.Refused.unfit("is " + value.kind() + ", not S");
        }
        if (!isUuid(text.value())) {
            return Cell.Refused.unfit("is " + Shown.text(text.value()) + ", not a uuid");
        }
        var lower = text.value().toLowerCase(Locale.ROOT);
        return new Cell.Of(lower, lower.equals(text.value()));
    }

    @Override
    public String inexact() {
        return "upper-case digits";
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(cell);
    }

    private static boolean isUuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text.charAt(i);
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
