package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;

/** {@code text} in which U+0000 and backslashes are escaped ({@link NulRule#ESCAPE}). */
record EscapedTextType() implements KeyType {
    @Override
    public String ddl() {
        return ColumnTypes.TEXT.ddl();
    }

    @Override
    public String cast() {
        return ColumnTypes.TEXT.cast();
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.S;
    }

    @Override
    public Cell encode(Value value) {
        return ColumnTypes.TEXT.encode(
                value instanceof Value.Text text ? new Value.Text(NulRule.ESCAPE.write(text.value())) : value);
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(NulRule.unescape(cell));
    }
}
