package dev.tailrace.mappers.item;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A DynamoDB value, without loss. Immutable and thread-safe; no component is ever null. Sets and map entries are sorted
 * by {@link Utf8#ORDER} (text), by number, or by unsigned bytes, so that equal values are equal whatever order they came in.
 * Maps and sets that are in that order already are not copied: never change them afterwards.
 */
public sealed interface Value {
    /** S. May be empty; may hold U+0000; may, coming from a careless client, hold unpaired surrogates. */
    record Text(String value) implements Value {}

    /**
     * N: up to 38 digits, 1E-130 … 9.99E+125. Trailing zeros are stripped, so 1.0 equals 1.
     *
     * @throws IllegalArgumentException if the number is smaller or larger than DynamoDB's are
     */
    record Num(BigDecimal value) implements Value {
        public Num {
            value = NumberText.normal(value);
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
    record MapOf(SortedMap<String, Value> values) implements Value {
        public MapOf {
            values = inOrder(values);
        }
    }

    /** SS. */
    record TextSet(SortedSet<String> values) implements Value {
        public TextSet {
            values = values.comparator() == Utf8.ORDER ? values : sorted(values, Utf8.ORDER);
        }

        public static TextSet of(Collection<String> values) {
            return new TextSet(sorted(values, Utf8.ORDER));
        }
    }

    /**
     * NS. Numbers as in {@link Num}.
     *
     * @throws IllegalArgumentException if a number is smaller or larger than DynamoDB's are
     */
    record NumSet(SortedSet<BigDecimal> values) implements Value {
        public NumSet {
            values = sorted(values.stream().map(NumberText::normal).toList(), Comparator.<BigDecimal>naturalOrder());
        }

        public static NumSet of(Collection<BigDecimal> values) {
            return new NumSet(new TreeSet<>(values));
        }
    }

    /** BS. */
    record BinarySet(SortedSet<Bytes> values) implements Value {
        public BinarySet {
            values = values.comparator() == null ? values : sorted(values, Comparator.<Bytes>naturalOrder());
        }

        public static BinarySet of(Collection<Bytes> values) {
            return new BinarySet(new TreeSet<>(values));
        }
    }

    /** The kind as DynamoDB names it: S, N, B, BOOL, NULL, L, M, SS, NS or BS. */
    default String kind() {
        return switch (this) {
            case Text t -> "S";
            case Num n -> "N";
            case Binary b -> "B";
            case Bool b -> "BOOL";
            case Null n -> "NULL";
            case ListOf l -> "L";
            case MapOf m -> "M";
            case TextSet s -> "SS";
            case NumSet s -> "NS";
            case BinarySet s -> "BS";
        };
    }

    /** The same entries in {@link Utf8#ORDER}; the very same map where it is in that order already. */
    static SortedMap<String, Value> inOrder(Map<String, Value> values) {
        if (values instanceof SortedMap<String, Value> sorted && sorted.comparator() == Utf8.ORDER) {
            return sorted;
        }
        var copy = new TreeMap<String, Value>(Utf8.ORDER);
        copy.putAll(values);
        return Collections.unmodifiableSortedMap(copy);
    }

    private static <T> SortedSet<T> sorted(Collection<T> values, Comparator<? super T> order) {
        var copy = new TreeSet<T>(order);
        copy.addAll(values);
        return Collections.unmodifiableSortedSet(copy);
    }
}
