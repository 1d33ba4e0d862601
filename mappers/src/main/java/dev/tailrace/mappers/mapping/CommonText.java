package dev.tailrace.mappers.mapping;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a text that two patterns take, as short as possible. It reads them more loosely than {@link Template} does, so whoever has the text
 * has still to match it.
 */
final class CommonText {
    /** Of a step that takes any character. */
    private static final int ANY = -1;

    private final List<Step> steps = new ArrayList<>();

    /** @param often whether it may be taken any number of times, none included */
    private record Step(int character, boolean often) {}

    private record State(int one, int other, String text) {}

    /** Then comes this text. */
    CommonText literal(String text) {
        text.chars().forEach(c -> steps.add(new Step(c, false)));
        return this;
    }

    /** Then comes a field's text. */
    CommonText field(Template.Field field) {
        if (field.width() != Template.ANY) {
            return field(field.width());
        }
        return field.least() == 0 ? anything() : field(field.least()).anything();
    }

    /** Then come so many characters; {@link Template#ANY}: at least one. */
    CommonText field(int width) {
        for (int i = 0; i < Math.max(width, 1); i++) {
            steps.add(new Step(ANY, false));
        }
        return width == Template.ANY ? anything() : this;
    }

    /** Then comes any text, be it empty. */
    CommonText anything() {
        steps.add(new Step(ANY, true));
        return this;
    }

    /**
     * A text that both take; null: there is none.
     *
     * @param filler what stands where both take any character
     */
    static @Nullable String of(CommonText one, CommonText other, char filler) {
        var seen = new HashSet<List<Integer>>();
        var queue = new ArrayDeque<>(List.of(new State(0, 0, "")));
        while (!queue.isEmpty()) {
            var state = queue.remove();
            if (!seen.add(List.of(state.one, state.other))) {
                continue;
            }
            if (state.one == one.steps.size() && state.other == other.steps.size()) {
                return state.text;
            }
            var mine = one.step(state.one);
            var its = other.step(state.other);
            if (mine != null && mine.often) {
                queue.addFirst(new State(state.one + 1, state.other, state.text));
            }
            if (its != null && its.often) {
                queue.addFirst(new State(state.one, state.other + 1, state.text));
            }
            if (mine != null
                    && its != null
                    && (mine.character == ANY || its.character == ANY || mine.character == its.character)) {
                int c = Math.max(mine.character, its.character);
                queue.add(new State(
                        state.one + (mine.often ? 0 : 1),
                        state.other + (its.often ? 0 : 1),
                        state.text + (c == ANY ? filler : (char) c)));
            }
        }
        return null;
    }

    private @Nullable Step step(int at) {
        return at < steps.size() ? steps.get(at) : null;
    }
}
