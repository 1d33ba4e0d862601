package dev.tailrace.mappers.item;

/** Names and texts of the source as messages show them: short, and of printable characters that every store can hold. */
public final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** A name as it is, cut after 60 characters, with control characters and odd surrogates as {@code \}{@code uXXXX}. */
    public static String name(String name) {
        return escaped(name, LONGEST);
    }

    /** All of a text, with what would steer a terminal, a line break too, or reorder what stands there, as {@code \}{@code uXXXX}. */
    public static String whole(String text) {
        return escaped(text, Integer.MAX_VALUE);
    }

    private static String escaped(String name, int longest) {
        var shown = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (i >= longest) {
                return shown.append('…').toString();
            }
            int c = name.codePointAt(i);
            if (Character.isISOControl(c) || isInvisible(c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
            i += Character.charCount(c) - 1;
        }
        return shown.toString();
    }

    /** Text in quotes, shown as {@link #name} shows names. */
    public static String text(String text) {
        return "'" + name(text) + "'";
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.SURROGATE
                || type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
