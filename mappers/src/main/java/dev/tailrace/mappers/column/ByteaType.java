package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import java.util.HexFormat;

/** {@code bytea}, in hex. */
record ByteaType() implements KeyType {
    private static final String PREFIX = "\\x";

    @Override
    public String ddl() {
        return "bytea";
    }

    @Override
    public KeySchema.KeyType source() {
        return KeySchema.KeyType.B;
    }

    @Override
    public Cell encode(Value value) {
        return value instanceof Value.Binary binary
                ? new Cell.Of(PREFIX + binary.value().hex(), true)
                : Cell.Refused.unfit("is " + value.kind() + ", not B");
    }

    @Override
    public Value decode(String cell) {
        if (!cell.startsWith(PREFIX)) {
            throw new IllegalArgumentException("Cannot decode a bytea: it does not begin with " + PREFIX + ".");
        }
        return new Value.Binary(Bytes.of(HexFormat.of().parseHex(cell.substring(PREFIX.length()))));
    }
}
