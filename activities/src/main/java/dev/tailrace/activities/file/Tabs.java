package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * The tabs of a YAML text that stand between its words. YAML takes them there, and before a comment (source: YAML 1.2.2, section 6.2); the
 * parser does not, so each that it stops at becomes a blank: what stands behind it keeps its place. A tab that indents is refused, since
 * no one knows how wide it is. Good for one text.
 */
final class Tabs {
    /** Each needs another run of the parser. */
    private static final int MOST = 500;

    /** What may stand before a word whose column counts. */
    private static final Pattern INDENT = Pattern.compile("[ \\t]*([-?][ \\t]*)*");

    private static final Pattern NO_WORD = Pattern.compile("[ \\t]*(#.*)?");

    private String text;
    private int replaced;

    Tabs(String text) {
        this.text = text;
    }

    /** As given, without those that were replaced. */
    String text() {
        return text;
    }

    /** Whether a tab is what the parser stopped at. */
    static boolean areAtFault(JacksonException stopped) {
        return mark(stopped) != null && stopped.getOriginalMessage().contains("(TAB)");
    }

    private static @Nullable Mark mark(JacksonException stopped) {
        return stopped.getCause() instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
    }

    /** Replaces the tabs that the parser stopped at; returns where they are if they may not stand there, else null. */
    @Nullable
    Place replace(JacksonException stopped, String file) {
        var mark = mark(stopped);
        int line = mark == null ? 0 : mark.getLine();
        int from = 0;
        for (int i = 0; i < line; i++) {
            from = text.indexOf('\n', from) + 1;
        }
        int end = text.indexOf('\n', from);
        var whole = text.substring(from, end < 0 ? text.length() : end).stripTrailing();
        int column = mark == null ? 0 : Math.min(whole.length(), mark.getColumn());
        int at = whole.indexOf(
                '\t', whole.offsetByCodePoints(0, Math.min(column, whole.codePointCount(0, whole.length()))));
        boolean comment = at < 0 || NO_WORD.matcher(whole.substring(at)).matches();
        if (replaced++ == MOST
                || !comment && INDENT.matcher(whole.substring(0, at)).matches()) {
            return new Place(file, line + 1, Math.max(0, at) + 1, JsonPointer.empty());
        }
        int begin = at < 0 ? from + whole.length() : from + at;
        int behind = begin;
        while (behind < text.length() && (text.charAt(behind) == '\t' || text.charAt(behind) == ' ')) {
            behind++;
        }
        text = text.substring(0, begin) + " ".repeat(behind - begin) + text.substring(behind);
        return null;
    }
}
