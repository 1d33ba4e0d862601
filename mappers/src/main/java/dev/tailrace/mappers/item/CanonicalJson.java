package dev.tailrace.mappers.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Any JSON as the one text that all its spellings share: no white space, keys in {@link Utf8#ORDER}, plain numbers. */
final class CanonicalJson {
    private CanonicalJson() {}

    static String of(String json) {
        try (var parser = JsonText.FACTORY.createParser(json)) {
            parser.nextToken();
            var out = new StringBuilder(json.length());
            value(out, parser);
            return out.toString();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read jsonb: it is not JSON.", e);
        }
    }

    private static void value(StringBuilder out, JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING -> JsonText.quote(out, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.append(NumberText.stripped(parser.getText()));
            case START_OBJECT -> object(out, parser);
            case START_ARRAY -> {
                char before = '[';
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(out.append(before), parser);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> out.append(parser.getText());
            case null -> throw new IllegalArgumentException("Cannot read jsonb: it is empty.");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalArgumentException("Cannot read jsonb: there is no value.");
        }
    }

    private static void object(StringBuilder out, JsonParser parser) throws IOException {
        Map<String, String> members = new TreeMap<>(Utf8.ORDER);
        int start = out.length();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            value(out, parser);
            members.put(name, out.substring(start));
            out.setLength(start);
        }
        char before = '{';
        for (var member : members.entrySet()) {
            JsonText.quote(out.append(before), member.getKey());
            out.append(':').append(member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }
}
