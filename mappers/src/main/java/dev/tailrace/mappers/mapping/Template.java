package dev.tailrace.mappers.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a key's text, e.g. {@code ORDER#{order_date:date}#{n:int:5}}: literal, field, literal, field, … literal. Each field is
 * at least one character, unless it says that it may be empty; one with a width is as many as that. One field is greedy: the one that says so, else the last without a width, else
 * the last. Those before it take the shortest text up to the literal behind them, from the left; those behind it the shortest down to the
 * literal before them, from the right; the greedy one takes what is between. Nothing is tried twice. So a text matches in one way at most, and
 * formatting what it matched restores the text.
 *
 * @param literals one more than fields; may be empty at both ends, and next to a field whose width is its border
 * @param fields a name may stand more than once: then the texts are the same
 * @param greedy the place of the greedy field; -1 where there are no fields
 */
record Template(List<String> literals, List<Field> fields, int greedy) {
    /** Of a field that may have any width. */
    static final int ANY = 0;

    Template {
        literals = List.copyOf(literals);
        fields = List.copyOf(fields);
    }

    /** None of the fields says that it is greedy. */
    Template(List<String> literals, List<Field> fields) {
        this(literals, fields, lastWithoutWidth(fields));
    }

    /**
     * A field.
     *
     * @param type the name of a column type; null where the template states none
     * @param width how many characters it has, a number's zeros included; {@link #ANY}: at least {@code least}
     * @param least how many it has at least; a number that has fewer gets zeros in front
     */
    record Field(String name, @Nullable String type, int width, int least) {
        Field(String name, @Nullable String type, int width) {
            this(name, type, width, Math.max(width, 1));
        }

        Field(String name, @Nullable String type) {
            this(name, type, ANY);
        }
    }

    static int lastWithoutWidth(List<Field> fields) {
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).width() == ANY) {
                return i;
            }
        }
        return fields.size() - 1;
    }

    /** The same without its fields' types. */
    Template untyped() {
        return new Template(
                literals,
                fields.stream()
                        .map(f -> new Field(f.name(), null, f.width(), f.least()))
                        .toList(),
                greedy);
    }

    boolean isOneField() {
        return fields.size() == 1
                && literals.get(0).isEmpty()
                && literals.get(1).isEmpty();
    }

    /** Whether the two take the same texts apart at the same places. */
    boolean hasTheShapeOf(Template other) {
        if (!literals.equals(other.literals) || greedy != other.greedy) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).width() != other.fields.get(i).width()
                    || fields.get(i).least() != other.fields.get(i).least()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Matches a text.
     *
     * @param slots where the text of each field goes; a slot that is filled already must be filled with the same text
     * @return false if the text is another; slots may be partly filled then
     */
    boolean match(String text, int[] slotOfField, @Nullable String[] slots) {
        var head = literals.getFirst();
        var tail = literals.getLast();
        if (fields.isEmpty()) {
            return text.equals(head);
        }
        if (!text.startsWith(head) || !text.endsWith(tail)) {
            return false;
        }
        int from = head.length();
        int to = text.length() - tail.length();
        for (int i = 0; i < greedy; i++) {
            var literal = literals.get(i + 1);
            int width = fields.get(i).width();
            int end = width == ANY ? text.indexOf(literal, from + fields.get(i).least()) : from + width;
            if (end < 0
                    || end + literal.length() > to
                    || !text.startsWith(literal, end)
                    || !fill(slots, slotOfField[i], text.substring(from, end))) {
                return false;
            }
            from = end + literal.length();
        }
        for (int i = fields.size() - 1; i > greedy; i--) {
            var literal = literals.get(i);
            int width = fields.get(i).width();
            int least = fields.get(i).least();
            int start = width == ANY
                    ? text.lastIndexOf(literal, to - least - literal.length()) + literal.length()
                    : to - width;
            int end = start - literal.length();
            if (end < from
                    || to - start < least
                    || !text.startsWith(literal, end)
                    || !fill(slots, slotOfField[i], text.substring(start, to))) {
                return false;
            }
            to = end;
        }
        int width = fields.get(greedy).width();
        return to - from >= fields.get(greedy).least()
                && (width == ANY || to - from == width)
                && fill(slots, slotOfField[greedy], text.substring(from, to));
    }

    private static boolean fill(@Nullable String[] slots, int slot, String text) {
        var before = slots[slot];
        slots[slot] = text;
        return before == null || before.equals(text);
    }

    /**
     * The text whose fields are these; a number that is narrower than its field gets zeros in front.
     *
     * @throws IllegalArgumentException if one is wider than its field
     */
    String format(List<String> texts) {
        var out = new StringBuilder(literals.getFirst());
        for (int i = 0; i < fields.size(); i++) {
            int width = fields.get(i).width();
            int least = fields.get(i).least();
            if (width != ANY) {
                pad(out, texts.get(i), width);
            } else if (texts.get(i).length() < least && least > 1) {
                pad(out, texts.get(i), least);
            } else {
                out.append(texts.get(i));
            }
            out.append(literals.get(i + 1));
        }
        return out.toString();
    }

    private static void pad(StringBuilder out, String number, int width) {
        if (number.length() > width) {
            throw new IllegalArgumentException("Cannot make a key: a number is wider than its field.");
        }
        int sign = number.startsWith("-") ? 1 : 0;
        out.append(number, 0, sign).repeat('0', width - number.length()).append(number, sign, number.length());
    }
}
