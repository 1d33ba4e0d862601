package dev.tailrace.mappers.item;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A DynamoDB value, without loss. Immutable and thread-safe; no component is ever null. Sets and map entries are sorted
 * by {@link Utf8#ORDER} (text), by number, or by unsigned bytes, so that equal values are equal whatever order they came in.
 */
public sealed interface Value {
    /** S. May be empty; may hold U+0000; may, coming from a careless client, hold unpaired surrogates. */
    record Text(String value) implements Value {}

    /** N: up to 38 digits, 1E-130 … 9.99E+125. Trailing zeros are stripped, so 1.0 equals 1. */
    record Num(BigDecimal value) implements Value {
        public Num {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }
    }

    /** B. May be empty. */
    record Binary(Bytes value) implements Value {}

    /** BOOL. */
    record Bool(boolean value) implements Value {}

    /** NULL: true, which is not the same as an absent attribute. */
    record Null() implements Value {}

    /** L. */
    record ListOf(List<Value> values) implements Value {
        public ListOf {
            values = List.copyOf(values);
        }
    }

    /** M. Keys sorted by {@link Utf8#ORDER}. */
    record MapOf(SortedMap<String, Value> values) implements Value {}

    /** SS. */
    record TextSet(SortedSet<String> values) implements Value {}

    /** NS. */
    record NumSet(SortedSet<BigDecimal> values) implements Value {}

    /** BS. */
    record BinarySet(SortedSet<Bytes> values) implements Value {}
}
