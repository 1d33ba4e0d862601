package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;

/** {@code text}, in the order of UTF-8 bytes. */
record TextType() implements KeyType {
    @Override
    public String ddl() {
        return "text COLLATE \"C\"";
    }

    @Override
    public String cast() {
        return "text";
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
        var unwritable = UnwritableText.in(text.value());
        return unwritable == null ? new Cell.Of(text.value(), true) : new Cell.Refused(Code.M023, unwritable);
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(cell);
    }
}
