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
        return new Value.Binary(bytes(cell));
    }

    /** @throws IllegalArgumentException if it is no hex behind the prefix */
    static Bytes bytes(String cell) {
        if (!cell.startsWith(PREFIX)) {
            throw new IllegalArgumentException("Cannot decode a bytea: it does not begin with " + PREFIX + ".");
        }
        try {
            return Bytes.of(HexFormat.of().parseHex(cell, PREFIX.length(), cell.length()));
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("Cannot decode a bytea: it is not in hex.", notHex);
        }
    }
}
