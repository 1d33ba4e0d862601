package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.JsonDocument;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code jsonb} of what a text says in JSON. The text that comes back has no white space and its names in order: of others, jsonb does not keep
 * white space, the order of names, names that stand twice, and how numbers are written.
 *
 * @param fallback for what is no JSON that jsonb can hold
 */
record JsonTextType(Fallback fallback) implements CellType {
    /** Names are persisted, in lower case in the file. */
    enum Fallback {
        /** The item goes to quarantine. */
        FAIL,
        /** SQL NULL. */
        NONE,
        /** The value as any jsonb column has it: a text is a JSON string. */
        VALUE;

        /** Null if there is none of that name. */
        static @Nullable Fallback parse(String name) {
            for (var fallback : values()) {
                if (fallback.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return fallback;
                }
            }
            return null;
        }
    }

    @Override
    public String ddl() {
        return ColumnTypes.JSONB.ddl();
    }

    @Override
    public String canonical(String printed) {
        return ColumnTypes.JSONB.canonical(printed);
    }

    @Override
    public boolean isNull(Value value) {
        return value instanceof Value.Null || fallback == Fallback.NONE && json(value) == null;
    }

    @Override
    public Cell encode(Value value) {
        var json = json(value);
        if (json != null) {
            return new Cell.Of(
                    json, value instanceof Value.Text text && text.value().equals(json));
        }
        if (fallback != Fallback.VALUE) {
            return Cell.Refused.unfit("is "
                    + (value instanceof Value.Text text ? Shown.text(text.value()) : value.kind())
                    + ", not a JSON text that jsonb can hold");
        }
        return ColumnTypes.JSONB.encode(value) instanceof Cell.Of of
                ? new Cell.Of(of.text(), false)
                : ColumnTypes.JSONB.encode(value);
    }

    private static @Nullable String json(Value value) {
        return value instanceof Value.Text text ? JsonDocument.canonical(text.value()) : null;
    }

    @Override
    public Value decode(String cell) {
        return new Value.Text(cell);
    }

    @Override
    public String inexact() {
        return "white space, the order of names, how numbers are written, or what is not JSON,";
    }
}
