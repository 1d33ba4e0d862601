package dev.tailrace.mappers.item;

import java.util.Comparator;

/** Text in the order of its UTF-8 bytes, which is DynamoDB's order and Postgres' {@code COLLATE "C"}. */
public final class Utf8 {
    /**
     * By UTF-8 bytes, that is by code point; {@link String#compareTo} differs beyond the basic plane. Zero only for equal
     * strings, also where they hold unpaired surrogates, which have no UTF-8.
     */
    public static final Comparator<String> ORDER = Utf8::compare;

    private Utf8() {}

    private static int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return weight(x) - weight(y);
            }
        }
        return a.length() - b.length();
    }

    /** Surrogates stand for code points above the whole basic plane, but their chars lie below U+E000. */
    private static int weight(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
