package dev.tailrace.activities.report;

/**
 * Text of items, files and people, made fit to be shown: characters that cannot be seen, or that turn the text around them, are shown as
 * {@code \}{@code u202E}. Which these are is stated here: a newer JDK, with a newer Unicode, writes the same bytes.
 */
final class Visible {
    private Visible() {}

    static String text(String text) {
        if (text.codePoints().noneMatch(Visible::isHidden)) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                shown.append(point > 0xFFFF ? "\\u{%X}".formatted(point) : "\\u%04X".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Control characters, marks of direction, what joins or has no width, halves of surrogates, and what is no character. */
    private static boolean isHidden(int point) {
        return point < 0x20
                || in(point, 0x7F, 0x9F)
                || point == 0xAD
                || point == 0x34F
                || point == 0x61C
                || in(point, 0x115F, 0x1160)
                || point == 0x180E
                || in(point, 0x200B, 0x200F)
                || in(point, 0x2028, 0x202E)
                || in(point, 0x2060, 0x206F)
                || in(point, 0xD800, 0xF8FF)
                || point == 0xFEFF
                || in(point, 0xFFF0, 0xFFFB)
                || (point & 0xFFFE) == 0xFFFE
                || in(point, 0xE0000, 0x10FFFF);
    }

    private static boolean in(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
