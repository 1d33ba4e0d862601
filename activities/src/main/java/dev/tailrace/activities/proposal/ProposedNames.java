package dev.tailrace.activities.proposal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of tables and columns in Postgres's manner, each once. For one thread. */
final class ProposedNames {
    private static final int LONGEST = 55;

    private final Set<String> taken = new HashSet<>();

    ProposedNames(String... taken) {
        this.taken.addAll(Set.of(taken));
    }

    /** {@code createdAt} and {@code Created-At} are {@code created_at}. */
    static String snake(String name) {
        var snake = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
        var named = snake.isEmpty() || Character.isDigit(snake.charAt(0)) ? "c_" + snake : snake;
        return named.length() > LONGEST ? named.substring(0, LONGEST) : named;
    }

    static String plural(String word) {
        if (word.endsWith("s")) {
            return word;
        }
        return word.endsWith("y") && !word.matches(".*[aeiou]y")
                ? word.substring(0, word.length() - 1) + "ies"
                : word + "s";
    }

    boolean isFree(String name) {
        return !taken.contains(name);
    }

    /** The name, or the name with the first number that is free. */
    String take(String wanted) {
        var name = wanted;
        for (int n = 2; !taken.add(name); n++) {
            name = wanted + "_" + n;
        }
        return name;
    }
}
