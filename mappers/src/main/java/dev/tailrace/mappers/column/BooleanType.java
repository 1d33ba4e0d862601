package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Value;

/** {@code boolean}, from BOOL only: Postgres would take {@code 'yes'} and {@code 'on'} too. */
record BooleanType() implements CellType {
    @Override
    public String ddl() {
        return "boolean";
    }

    /** {@code boolean::text} prints {@code true}, psql and COPY print {@code t}. */
    @Override
    public String canonical(String printed) {
        return switch (printed) {
            case "t" -> "true";
            case "f" -> "false";
            default -> printed;
        };
    }

    @Override
    public Value decode(String cell) {
        return switch (cell) {
            case "true" -> new Value.Bool(true);
            case "false" -> new Value.Bool(false);
            default -> throw new IllegalArgumentException("Cannot decode a boolean: it is neither true nor false.");
        };
    }

    @Override
    public Cell encode(Value value) {
        return value instanceof Value.Bool bool
                ? new Cell.Of(bool.value() ? "true" : "false", true)
                : Cell.Refused.unfit("is " + value.kind() + ", not BOOL");
    }
}
