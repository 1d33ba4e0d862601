package dev.tailrace.activities.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a key's text is made of fixed words and values.
 *
 * @param words in order; null stands for a value
 * @param separator between them
 */
record KeyShape(List<@Nullable String> words, String separator) {
    /** A value and nothing else. */
    static final KeyShape VALUE = new KeyShape(valueOnly(), "");

    private static List<@Nullable String> valueOnly() {
        var words = new ArrayList<@Nullable String>();
        words.add(null);
        return words;
    }

    int literals() {
        return (int) words.stream().filter(w -> w != null).count();
    }

    int values() {
        return words.size() - literals();
    }

    /** The last fixed word; null where there is none. */
    @Nullable
    String lastWord() {
        return words.stream().filter(w -> w != null).reduce((a, b) -> b).orElse(null);
    }

    /** The fixed word right before, or somewhere before, the value at a place; null where there is none. */
    @Nullable
    String wordBefore(int place) {
        for (int i = place - 1; i >= 0; i--) {
            if (words.get(i) != null) {
                return words.get(i);
            }
        }
        return null;
    }

    /** The values of a text of this shape, in order. */
    List<String> valuesOf(String text) {
        if (separator.isEmpty()) {
            return words.getFirst() == null ? List.of(text) : List.of();
        }
        var tokens = text.split(Pattern.quote(separator), -1);
        var values = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i) == null) {
                values.add(tokens[i]);
            }
        }
        return values;
    }

    /** As a template of the mapping language. */
    String template(List<String> fields) {
        var parts = new ArrayList<String>();
        int next = 0;
        for (var word : words) {
            parts.add(word != null ? word.replace("{", "{{").replace("}", "}}") : "{" + fields.get(next++) + "}");
        }
        return String.join(separator, parts);
    }
}
