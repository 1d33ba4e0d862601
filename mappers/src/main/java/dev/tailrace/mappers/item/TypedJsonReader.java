package dev.tailrace.mappers.item;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Typed JSON back into values: first as plain JSON, then each object by its {@code $} key. */
final class TypedJsonReader {
    private TypedJsonReader() {}

    static Value read(String json) {
        try (var parser = JsonText.FACTORY.createParser(json)) {
            parser.nextToken();
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("Cannot read typed JSON: there is text behind it.");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read typed JSON: it is not JSON.", e);
        }
    }

    private static Value value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(new BigDecimal(parser.getText()));
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> new Value.Null();
            case START_ARRAY -> {
                var values = new ArrayList<Value>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                yield new Value.ListOf(values);
            }
            case START_OBJECT -> object(parser);
            case null -> throw new IllegalArgumentException("Cannot read typed JSON: it is empty.");
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalArgumentException("Cannot read typed JSON: there is no value.");
        };
    }

    private static Value object(JsonParser parser) throws IOException {
        var members = new TreeMap<String, Value>(Utf8.ORDER);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            boolean wrapper = name.equals("$m") && parser.currentToken() == JsonToken.START_OBJECT;
            members.put(name, wrapper ? attributes(parser) : value(parser));
        }
        return typed(Value.inOrder(members));
    }

    /** What {@code $m} wraps: there, names that begin with {@code $} are only names. */
    private static Value attributes(JsonParser parser) throws IOException {
        var attributes = new TreeMap<String, Value>(Utf8.ORDER);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            attributes.put(name, value(parser));
        }
        return new Value.MapOf(attributes);
    }

    private static Value typed(SortedMap<String, Value> members) {
        if (members.keySet().stream().noneMatch(name -> name.startsWith("$"))) {
            return new Value.MapOf(members);
        }
        var name = members.firstKey();
        if (members.size() > 1) {
            throw new IllegalArgumentException("Cannot read typed JSON: an object with " + name + " has other keys.");
        }
        var value = members.values().iterator().next();
        return switch (name) {
            case "$m" -> map(value);
            case "$b" -> new Value.Binary(bytes(value));
            case "$ss" -> Value.TextSet.of(each(value, TypedJsonReader::text));
            case "$ns" -> Value.NumSet.of(each(value, TypedJsonReader::number));
            case "$bs" -> Value.BinarySet.of(each(value, TypedJsonReader::bytes));
            default -> throw new IllegalArgumentException("Cannot read typed JSON: there is no kind " + name + ".");
        };
    }

    private static Value map(Value value) {
        if (value instanceof Value.MapOf) {
            return value;
        }
        throw unexpected(value);
    }

    private static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw unexpected(value);
    }

    private static BigDecimal number(Value value) {
        if (value instanceof Value.Num number) {
            return number.value();
        }
        throw unexpected(value);
    }

    private static Bytes bytes(Value value) {
        return Bytes.of(Base64.getDecoder().decode(text(value)));
    }

    private static <T> List<T> each(Value value, Function<Value, T> element) {
        if (value instanceof Value.ListOf list) {
            return list.values().stream().map(element).toList();
        }
        throw unexpected(value);
    }

    private static IllegalArgumentException unexpected(Value value) {
        return new IllegalArgumentException("Cannot read typed JSON: there is an unexpected " + value.kind() + ".");
    }
}
