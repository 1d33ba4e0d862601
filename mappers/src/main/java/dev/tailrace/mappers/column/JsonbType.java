package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;

/** {@code jsonb}, as {@link TypedJson}. */
record JsonbType() implements CellType {
    @Override
    public String ddl() {
        return "jsonb";
    }

    @Override
    public boolean isNull(Value value) {
        return false;
    }

    @Override
    public String canonical(String printed) {
        return TypedJson.canonical(printed);
    }

    @Override
    public Cell encode(Value value) {
        return cell(TypedJson.write(value));
    }

    @Override
    public Value decode(String cell) {
        return TypedJson.read(cell);
    }

    static Cell cell(TypedJson.Written written) {
        return switch (written) {
            case TypedJson.Written.Json json -> new Cell.Of(json.text(), true);
            case TypedJson.Written.Refused refused -> new Cell.Refused(Code.M023, refused.why());
        };
    }
}
