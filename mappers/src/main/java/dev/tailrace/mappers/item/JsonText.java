package dev.tailrace.mappers.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.util.Arrays;

/** JSON strings as this package writes them, and the parser it reads with. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";
    /** An item is at most 400 KB, but one name in it may be most of that; a field name table of such names pays nothing. */
    private static final int LONGEST = 100_000_000;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(LONGEST)
                    .maxStringLength(LONGEST)
                    .maxNumberLength(LONGEST)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final boolean[] AS_IT_IS = new boolean[256];

    static {
        Arrays.fill(AS_IT_IS, ' ', AS_IT_IS.length, true);
        AS_IT_IS['"'] = false;
        AS_IT_IS['\\'] = false;
    }

    private JsonText() {}

    /** Appends a JSON string with the escapes that Postgres prints; false if it has a character that jsonb cannot hold. */
    static boolean quote(StringBuilder out, String text) {
        int plain = plain(text);
        if (plain == text.length()) {
            out.append('"').append(text).append('"');
            return true;
        }
        out.append('"').append(text, 0, plain);
        boolean fine = quoteRest(out, text, plain);
        out.append('"');
        return fine;
    }

    /** How many characters at the beginning stand for themselves. Where most of the time goes that writing takes. */
    private static int plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < AS_IT_IS.length ? !AS_IT_IS[c] : Character.isSurrogate(c)) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean quoteRest(StringBuilder out, String text, int from) {
        boolean fine = true;
        int written = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, written, i);
                escape(out, c);
                written = i + 1;
                fine &= c != 0;
            } else if (Character.isSurrogate(c)) {
                if (UnwritableText.paired(text, i)) {
                    i++;
                } else {
                    fine = false;
                }
            }
        }
        out.append(text, written, text.length());
        return fine;
    }

    /** Appends a JSON string of printable ASCII characters only. */
    static void quoteAscii(StringBuilder out, String text) {
        int written = 0;
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                out.append(text, written, i);
                escape(out, c);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX.charAt(c >> 12))
                        .append(HEX.charAt(c >> 8 & 15))
                        .append(HEX.charAt(c >> 4 & 15))
                        .append(HEX.charAt(c & 15));
        }
    }
}
