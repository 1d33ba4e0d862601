package dev.tailrace.mappers.column;

import java.util.ArrayList;
import java.util.List;

/** Elements of array literals, quoted exactly where Postgres quotes them; and back. */
final class ArrayText {
    private ArrayText() {}

    static void append(StringBuilder out, String element) {
        if (!needsQuotes(element)) {
            out.append(element);
            return;
        }
        out.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    /**
     * The elements of a one-dimensional array literal.
     *
     * @throws IllegalArgumentException if it is not one, or has an element that is SQL NULL
     */
    static List<String> read(String literal) {
        var elements = new ArrayList<String>();
        int last = literal.length() - 1;
        if (last < 1 || literal.charAt(0) != '{' || literal.charAt(last) != '}') {
            throw new IllegalArgumentException("Cannot decode an array: it is not in braces.");
        }
        int at = 1;
        while (at < last) {
            var element = new StringBuilder();
            boolean quoted = literal.charAt(at) == '"';
            int end = quoted ? unquote(literal, at + 1, element) : bare(literal, at, last, element);
            if (!quoted && element.toString().equalsIgnoreCase("NULL")) {
                throw new IllegalArgumentException("Cannot decode an array: an element is NULL.");
            }
            elements.add(element.toString());
            if (end > last || end < last && literal.charAt(end) != ',') {
                throw new IllegalArgumentException("Cannot decode an array: there is no comma between two elements.");
            }
            at = end + 1;
        }
        return elements;
    }

    /** Where the element ends. */
    private static int bare(String literal, int from, int last, StringBuilder element) {
        int comma = literal.indexOf(',', from);
        int end = comma < 0 ? last : comma;
        element.append(literal, from, end);
        return end;
    }

    private static int unquote(String literal, int from, StringBuilder element) {
        for (int i = from; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
            if (i < literal.length()) {
                element.append(literal.charAt(i));
            }
        }
        throw new IllegalArgumentException("Cannot decode an array: a quote is not closed.");
    }

    private static boolean needsQuotes(String element) {
        for (int i = 0; i < element.length(); i++) {
            switch (element.charAt(i)) {
                case '"', '\\', '{', '}', ',', ' ', '\t', '\n', '\u000b', '\f', '\r' -> {
                    return true;
                }
                default -> {}
            }
        }
        return element.isEmpty() || element.equalsIgnoreCase("NULL");
    }
}
