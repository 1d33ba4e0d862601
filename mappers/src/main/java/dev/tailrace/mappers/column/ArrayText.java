package dev.tailrace.mappers.column;

/** Elements of array literals, quoted exactly where Postgres quotes them. */
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
