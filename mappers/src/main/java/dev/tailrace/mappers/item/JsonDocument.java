package dev.tailrace.mappers.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JSON document that an application wrote into a text. Thread-safe. */
public final class JsonDocument {
    /** Beyond it a number's plain digits, which is how jsonb keeps it, would be many times its text. */
    private static final int LARGEST_EXPONENT = 400;

    private JsonDocument() {}

    /**
     * The one text that all its spellings share, as {@link TypedJson#canonical} makes it of what Postgres prints. Of names that stand twice the
     * last counts, as in jsonb.
     *
     * @return null if the text is not one JSON value, or jsonb cannot hold it: U+0000, unpaired surrogates, numbers beyond 1E400
     */
    public static @Nullable String canonical(String text) {
        if (!mayBeJson(text)) {
            return null;
        }
        try (var parser = JsonText.FACTORY.createParser(text)) {
            parser.nextToken();
            var out = new StringBuilder(text.length());
            return value(out, parser) && parser.nextToken() == null ? out.toString() : null;
        } catch (IOException notJson) {
            return null;
        }
    }

    /** Tells most texts without an exception. */
    private static boolean mayBeJson(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return start < text.length() && "{[\"-0123456789tfn".indexOf(text.charAt(start)) >= 0;
    }

    private static boolean value(StringBuilder out, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> JsonText.quote(out, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(out, parser.getText());
            case START_OBJECT -> object(out, parser);
            case START_ARRAY -> {
                char before = '[';
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (!value(out.append(before), parser)) {
                        yield false;
                    }
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
                yield true;
            }
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {
                out.append(parser.getText());
                yield true;
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT -> false;
            case null -> false;
        };
    }

    private static boolean number(StringBuilder out, String written) {
        try {
            var number = new BigDecimal(written);
            if (Math.abs((long) number.scale()) > LARGEST_EXPONENT
                    || number.precision() - (long) number.scale() > LARGEST_EXPONENT) {
                return false;
            }
            out.append(NumberText.of(number));
            return true;
        } catch (NumberFormatException exponent) {
            return false;
        }
    }

    private static boolean object(StringBuilder out, JsonParser parser) throws IOException {
        Map<String, String> members = new TreeMap<>(Utf8.ORDER);
        int start = out.length();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            if (!value(out, parser)) {
                return false;
            }
            members.put(name, out.substring(start));
            out.setLength(start);
        }
        boolean fine = true;
        char before = '{';
        for (var member : members.entrySet()) {
            fine &= JsonText.quote(out.append(before), member.getKey());
            out.append(':').append(member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
        return fine;
    }
}
