package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * {@code text}, {@code text[]} or {@code jsonb} whose texts are written by a rule. What is stripped is given up on purpose: the cell counts as
 * exact, since a rest could not hold the text either.
 *
 * @param rule STRIP, or ESCAPE where the type is not text
 */
record NulType(CellType type, NulRule rule) implements CellType {
    @Override
    public String ddl() {
        return type.ddl();
    }

    @Override
    public String cast() {
        return type.cast();
    }

    @Override
    public boolean isNull(Value value) {
        return type.isNull(value);
    }

    @Override
    public String canonical(String printed) {
        return type.canonical(printed);
    }

    @Override
    public Value decode(String cell) {
        var value = type.decode(cell);
        return rule == NulRule.ESCAPE ? NulRule.unescape(value) : value;
    }

    @Override
    public @Nullable String inexact() {
        return rule == NulRule.STRIP ? "U+0000" : type.inexact();
    }

    @Override
    public Cell encode(Value value) {
        var written = rule.write(value);
        return written == null
                ? new Cell.Refused(Code.M023, "holds two texts that only U+0000 tells apart")
                : type.encode(written);
    }
}
