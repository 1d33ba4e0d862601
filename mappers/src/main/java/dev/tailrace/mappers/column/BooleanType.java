package dev.tailrace.mappers.column;

import dev.tailrace.mappers.item.NumberText;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code boolean}, from BOOL, and from other values only if the file says which: Postgres would take {@code 'yes'} and {@code 'on'}, too.
 * BOOL is what comes back.
 *
 * @param truthy what else is true
 * @param falsy what else is false
 * @param known whether numbers 1 and 0, and words that everybody reads so, in any case, are taken besides
 */
record BooleanType(List<Value> truthy, List<Value> falsy, boolean known) implements CellType {
    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> NO = Set.of("false", "f", "no", "n", "off", "0");

    BooleanType {
        truthy = List.copyOf(truthy);
        falsy = List.copyOf(falsy);
    }

    /** From BOOL only. */
    BooleanType() {
        this(List.of(), List.of(), false);
    }

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
        if (value instanceof Value.Bool bool) {
            return new Cell.Of(bool.value() ? "true" : "false", true);
        }
        if (truthy.contains(value) || known && says(value, BigDecimal.ONE, YES)) {
            return new Cell.Of("true", false);
        }
        if (falsy.contains(value) || known && says(value, BigDecimal.ZERO, NO)) {
            return new Cell.Of("false", false);
        }
        if (isBoolOnly()) {
            return Cell.Refused.unfit("is " + shown(value) + ", not BOOL"
                    + (value instanceof Value.Num || value instanceof Value.Text
                            ? ": state words: known, or truthy and falsy, for what else is true and false"
                            : ""));
        }
        return Cell.Refused.unfit(
                "is " + shown(value) + ", neither BOOL nor one of the values stated for true and false");
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.Text text -> Shown.text(text.value());
            case Value.Num number -> "the number " + Shown.text(NumberText.of(number.value()));
            default -> value.kind();
        };
    }

    private static boolean says(Value value, BigDecimal number, Set<String> words) {
        return value instanceof Value.Num n && n.value().compareTo(number) == 0
                || value instanceof Value.Text text
                        && words.contains(text.value().toLowerCase(Locale.ROOT));
    }

    private boolean isBoolOnly() {
        return truthy.isEmpty() && falsy.isEmpty() && !known;
    }

    @Override
    public @Nullable String inexact() {
        return isBoolOnly() ? null : "a number or a text for true or false";
    }
}
