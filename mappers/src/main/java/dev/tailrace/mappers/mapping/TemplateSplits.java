package dev.tailrace.mappers.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All ways in which texts can make what a template formatted. {@link Template#match} knows one; the application can write the others: a
 * separator inside a field. For one thread, one text.
 */
final class TemplateSplits {
    /** A text of so many separators is not worth more. */
    static final int MOST = 64;

    private static final int MOST_STEPS = 10_000;

    private final Template template;
    private final String text;
    private final List<List<String>> found = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private int steps;

    private TemplateSplits(Template template, String text) {
        this.template = template;
        this.text = text;
    }

    /** The texts of the fields, of each way; null where there are too many. */
    static @Nullable List<List<String>> of(Template template, String text) {
        var splits = new TemplateSplits(template, text);
        if (text.startsWith(template.literals().getFirst())
                && text.endsWith(template.literals().getLast())) {
            splits.from(0, template.literals().getFirst().length());
        }
        return splits.found.size() > MOST || splits.steps > MOST_STEPS ? null : splits.found;
    }

    /** @param from behind the literal that stands before the field */
    private void from(int field, int from) {
        if (field == template.fields().size()) {
            if (from == text.length()) {
                found.add(List.copyOf(taken));
            }
            return;
        }
        var literal = template.literals().get(field + 1);
        int width = template.fields().get(field).width();
        boolean last = field == template.fields().size() - 1;
        int least = from + width; // a field of any width may be empty
        int most = width == Template.ANY ? text.length() - literal.length() : least;
        for (int end = last ? Math.max(least, text.length() - literal.length()) : least; end <= most; end++) {
            if (found.size() > MOST || ++steps > MOST_STEPS) {
                return;
            }
            if (end + literal.length() <= text.length() && text.startsWith(literal, end)) {
                taken.add(text.substring(from, end));
                from(field + 1, end + literal.length());
                taken.removeLast();
            }
        }
    }
}
