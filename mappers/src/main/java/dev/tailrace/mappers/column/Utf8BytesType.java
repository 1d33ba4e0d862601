package dev.tailrace.mappers.column;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** {@code bytea} that holds the UTF-8 of a text ({@link NulRule#BYTEA}). */
record Utf8BytesType() implements KeyType {
    private static final ByteaType BYTEA = new ByteaType();

    @Override
    public String ddl() {
        return BYTEA.ddl();
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
        try {
            var utf8 = UTF_8.newEncoder().encode(CharBuffer.wrap(text.value()));
            var bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            return BYTEA.encode(new Value.Binary(Bytes.of(bytes)));
        } catch (CharacterCodingException unpaired) {
            return new Cell.Refused(Code.M023, "holds an unpaired surrogate");
        }
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(
                new String(((Value.Binary) BYTEA.decode(cell)).value().toArray(), UTF_8));
    }
}
