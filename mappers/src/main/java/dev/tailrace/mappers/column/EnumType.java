package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.List;
import java.util.Set;

/** {@code text} that is one of the stated values; any other is refused. */
record EnumType(Set<String> values) implements KeyType {
    EnumType(List<String> values) {
        this(Set.copyOf(values));
    }

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
        return value instanceof Value.Text text && !values.contains(text.value())
                ? Cell.Refused.unfit("is " + Shown.text(text.value()) + ", none of the values stated")
                : ColumnTypes.TEXT.encode(value);
    }

    @Override
    public Value decode(String cell) {
        return ColumnTypes.TEXT.decode(cell);
    }
}
