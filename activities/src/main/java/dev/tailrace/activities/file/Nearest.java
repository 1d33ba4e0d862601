package dev.tailrace.activities.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The valid name that someone probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest edits, by name where several have; null where none is near. */
    public static @Nullable String to(String name, Collection<String> candidates) {
        int bound = Math.max(1, name.length() / 3);
        return candidates.stream()
                .filter(c -> edits(folded(name), folded(c)) <= bound)
                .min(Comparator.<String>comparingInt(c -> edits(folded(name), folded(c)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Case and word separators are not typing errors worth counting. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Levenshtein's distance, with a swap of neighbours as one edit. */
    private static int edits(String a, String b) {
        var distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, distance);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] distance) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(distance[i - 1][j - 1] + change, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
    }
}
