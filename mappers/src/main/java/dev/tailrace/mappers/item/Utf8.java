package dev.tailrace.mappers.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Text in the order of its UTF-8 bytes, which is DynamoDB's order and Postgres' {@code COLLATE "C"}. */
public final class Utf8 {
    /** By UTF-8 bytes. {@link String#compareTo} differs beyond the basic plane. */
    public static final Comparator<String> ORDER = (a, b) ->
            Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private Utf8() {}
}
