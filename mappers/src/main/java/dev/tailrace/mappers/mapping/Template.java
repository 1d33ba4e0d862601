package dev.tailrace.mappers.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of a key's text, e.g. {@code ORDER#{order_date:date}#{n:int}}: literal, field, literal, field, … literal. Each field is
 * at least one character; each but the last takes the shortest text up to the literal behind it, the last takes the rest.
 * So a text matches in one way at most, and formatting what it matched gives back the text.
 *
 * @param literals one more than fields; the first and the last may be empty, those between two fields are not
 * @param fields a name may stand more than once: then the texts are the same
 */
record Template(List<String> literals, List<Field> fields) {
    Template {
        literals = List.copyOf(literals);
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param type the name of a column type; null where the template states none
     */
    record Field(String name, @Nullable String type) {}

    /** The same without its fields' types. */
    Template untyped() {
        return new Template(
                literals, fields.stream().map(f -> new Field(f.name(), null)).toList());
    }

    boolean isOneField() {
        return fields.size() == 1
                && literals.get(0).isEmpty()
                && literals.get(1).isEmpty();
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
        if (!text.startsWith(head)) {
            return false;
        }
        int at = head.length();
        int last = fields.size() - 1;
        for (int i = 0; i < last; i++) {
            var literal = literals.get(i + 1);
            int end = text.indexOf(literal, at + 1);
            if (end < 0 || !fill(slots, slotOfField[i], text.substring(at, end))) {
                return false;
            }
            at = end + literal.length();
        }
        int end = text.length() - tail.length();
        return end > at && text.endsWith(tail) && fill(slots, slotOfField[last], text.substring(at, end));
    }

    private static boolean fill(@Nullable String[] slots, int slot, String text) {
        var before = slots[slot];
        slots[slot] = text;
        return before == null || before.equals(text);
    }

    /** The text whose fields are these. */
    String format(List<String> texts) {
        var out = new StringBuilder(literals.getFirst());
        for (int i = 0; i < fields.size(); i++) {
            out.append(texts.get(i)).append(literals.get(i + 1));
        }
        return out.toString();
    }
}
