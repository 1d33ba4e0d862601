package dev.tailrace.activities.proposal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shapes of a key attribute's texts: {@code USER#17} is a word and a value. A word is of letters, stands often at its place and
 * there is a handful of them; what follows a word is a value, whatever it looks like.
 */
final class KeyShapes {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z_]*");
    private static final List<String> SEPARATORS = List.of("#", "|", ":", "/");

    /** Part of the texts that begin with a word and the separator, for it to be one. */
    private static final double SEPARATED = 0.05;

    private static final int MOST_WORDS = 15;
    private static final int OFTEN = 3;

    private final String separator;

    /** Place, as {@code number of tokens/index}, to words and how often each is there. */
    private final Map<String, Map<String, Integer>> words = new HashMap<>();

    KeyShapes(List<String> texts) {
        separator = SEPARATORS.stream()
                .filter(s -> separated(texts, s) >= Math.max(1, texts.size() * SEPARATED))
                .max(Comparator.comparingLong(s -> separated(texts, s)))
                .orElse("");
        for (var text : texts) {
            var tokens = tokens(text);
            for (int i = 0; i < tokens.size(); i++) {
                if (WORD.matcher(tokens.get(i)).matches()) {
                    words.computeIfAbsent(place(tokens, i), p -> new TreeMap<>())
                            .merge(tokens.get(i), 1, Integer::sum);
                }
            }
        }
    }

    private static long separated(List<String> texts, String separator) {
        return texts.stream()
                .filter(t -> t.indexOf(separator) > 0
                        && WORD.matcher(t.substring(0, t.indexOf(separator))).matches())
                .count();
    }

    private List<String> tokens(String text) {
        return separator.isEmpty() ? List.of(text) : Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    private static String place(List<String> tokens, int index) {
        return tokens.size() + "/" + index;
    }

    KeyShape of(String text) {
        var tokens = tokens(text);
        var shape = new ArrayList<@Nullable String>();
        boolean afterWord = false;
        for (int i = 0; i < tokens.size(); i++) {
            boolean word = !afterWord && isWord(tokens, i);
            shape.add(word ? tokens.get(i) : null);
            afterWord = word;
        }
        boolean empty = tokens.stream().anyMatch(String::isEmpty);
        return empty || shape.stream().allMatch(w -> w == null) ? KeyShape.VALUE : new KeyShape(shape, separator);
    }

    private boolean isWord(List<String> tokens, int index) {
        var there = words.getOrDefault(place(tokens, index), Map.of());
        int all = there.values().stream().mapToInt(n -> n).sum();
        return there.containsKey(tokens.get(index)) && there.size() <= MOST_WORDS && all >= OFTEN * there.size();
    }
}
