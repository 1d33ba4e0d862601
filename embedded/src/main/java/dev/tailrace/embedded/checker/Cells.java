package dev.tailrace.embedded.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares cells by what they mean: numbers by value, JSON by content. */
final class Cells {
    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (left, right) -> {
        if (left.equals(right)) {
            return 0;
        }
        return left.isNumber() && right.isNumber() ? left.decimalValue().compareTo(right.decimalValue()) : 1;
    };

    private Cells() {}

    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left instanceof JsonNode a && right instanceof JsonNode b) {
            return a.equals(NUMBERS_BY_VALUE, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
        }
        return left.equals(right);
    }

    /** A key under which equal rows meet. */
    static List<Object> key(List<String> columns, Map<String, @Nullable Object> cells) {
        return columns.stream().map(column -> comparable(column, cells)).toList();
    }

    private static Object comparable(String column, Map<String, @Nullable Object> cells) {
        Object cell = cells.get(column);
        if (cell == null) {
            throw new IllegalArgumentException("A row without its key column " + column + ": " + cells);
        }
        return cell instanceof BigDecimal number ? number.stripTrailingZeros() : cell;
    }
}
