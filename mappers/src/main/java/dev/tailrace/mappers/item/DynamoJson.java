package dev.tailrace.mappers.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items and values as DynamoDB's own JSON, e.g. {@code {"PK":{"S":"x"},"n":{"N":"1"},"b":{"B":"AQI="}}}. The text is ASCII, all else
 * escaped, so that any store keeps it; equal items have equal text; reading it restores an equal item, also where it
 * holds U+0000 or unpaired surrogates. Thread-safe.
 */
public final class DynamoJson {
    private DynamoJson() {}

    /** An item, or the key of one, without white space, attributes in {@link Utf8#ORDER}. */
    public static String write(Item item) {
        var out = new StringBuilder(256);
        map(out, item.attributes());
        return out.toString();
    }

    /** One value with its kind, e.g. {@code {"S":"x"}}. */
    public static String write(Value value) {
        var out = new StringBuilder();
        value(out, value);
        return out.toString();
    }

    /**
     * The item that a text is.
     *
     * @throws IllegalArgumentException if it is not an item as DynamoDB writes them
     */
    public static Item read(String json) {
        return parse(json, parser -> {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            return Item.of(readMap(parser));
        });
    }

    /**
     * The value that a text is.
     *
     * @throws IllegalArgumentException if it is not a value as DynamoDB writes them
     */
    public static Value readValue(String json) {
        return parse(json, parser -> {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            return readValue(parser);
        });
    }

    private static void map(StringBuilder out, Map<String, Value> values) {
        char before = '{';
        for (var entry : values.entrySet()) {
            JsonText.quoteAscii(out.append(before), entry.getKey());
            value(out.append(':'), entry.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private static void value(StringBuilder out, Value value) {
        out.append("{\"").append(value.kind()).append("\":");
        switch (value) {
            case Value.Text text -> JsonText.quoteAscii(out, text.value());
            case Value.Num number -> plain(out, NumberText.of(number.value()));
            case Value.Binary binary -> plain(out, base64(binary.value()));
            case Value.Bool bool -> out.append(bool.value());
            case Value.Null n -> out.append(true);
            case Value.MapOf map -> map(out, map.values());
            case Value.ListOf list -> list(out, list.values(), DynamoJson::value);
            case Value.TextSet set -> list(out, set.values(), JsonText::quoteAscii);
            case Value.NumSet set -> list(out, set.values(), (o, n) -> plain(o, NumberText.of(n)));
            case Value.BinarySet set -> list(out, set.values(), (o, b) -> plain(o, base64(b)));
        }
        out.append('}');
    }

    private interface Element<T> {
        void write(StringBuilder out, T value);
    }

    private static <T> void list(StringBuilder out, Iterable<T> values, Element<T> element) {
        char before = '[';
        for (var value : values) {
            element.write(out.append(before), value);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static void plain(StringBuilder out, String text) {
        out.append('"').append(text).append('"');
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    private interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }

    private static <T> T parse(String json, Reading<T> reading) {
        try (var parser = JsonText.FACTORY.createParser(json)) {
            var read = reading.read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("Cannot read DynamoDB JSON: there is text behind it.");
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read DynamoDB JSON: it is not JSON.", e);
        }
    }

    /** From behind the opening brace to the closing one. */
    private static Map<String, Value> readMap(JsonParser parser) throws IOException {
        var values = new TreeMap<String, Value>(Utf8.ORDER);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            values.put(name, readValue(parser));
        }
        return values;
    }

    /** From behind the opening brace to the closing one. */
    private static Value readValue(JsonParser parser) throws IOException {
        expect(parser, parser.nextToken(), JsonToken.FIELD_NAME);
        var kind = parser.currentName();
        parser.nextToken();
        var value = switch (kind) {
            case "S" -> new Value.Text(text(parser));
            case "N" -> new Value.Num(new BigDecimal(text(parser)));
            case "B" -> new Value.Binary(bytes(text(parser)));
            case "BOOL" -> new Value.Bool(parser.getBooleanValue());
            case "NULL" -> {
                expect(parser, parser.currentToken(), JsonToken.VALUE_TRUE);
                yield new Value.Null();
            }
            case "M" -> {
                expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
                yield new Value.MapOf(Value.inOrder(readMap(parser)));
            }
            case "L" ->
                new Value.ListOf(readList(parser, p -> {
                    expect(p, p.currentToken(), JsonToken.START_OBJECT);
                    return readValue(p);
                }));
            case "SS" -> Value.TextSet.of(readList(parser, DynamoJson::text));
            case "NS" -> Value.NumSet.of(readList(parser, p -> new BigDecimal(text(p))));
            case "BS" -> Value.BinarySet.of(readList(parser, p -> bytes(text(p))));
            default -> throw new IllegalArgumentException("Cannot read DynamoDB JSON: there is no kind " + kind + ".");
        };
        expect(parser, parser.nextToken(), JsonToken.END_OBJECT);
        return value;
    }

    private static <T> List<T> readList(JsonParser parser, Reading<T> element) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.START_ARRAY);
        var values = new ArrayList<T>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(element.read(parser));
        }
        return values;
    }

    private static String text(JsonParser parser) throws IOException {
        expect(parser, parser.currentToken(), JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static Bytes bytes(String base64) {
        return Bytes.of(Base64.getDecoder().decode(base64));
    }

    private static void expect(JsonParser parser, JsonToken token, JsonToken expected) {
        if (token != expected) {
            throw new IllegalArgumentException("Cannot read DynamoDB JSON: there is " + token + " instead of "
                    + expected + " at character " + parser.currentLocation().getCharOffset() + ".");
        }
    }
}
