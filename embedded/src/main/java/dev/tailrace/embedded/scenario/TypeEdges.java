package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.bool;
import static dev.tailrace.embedded.scenario.ItemAttributes.l;
import static dev.tailrace.embedded.scenario.ItemAttributes.m;
import static dev.tailrace.embedded.scenario.ItemAttributes.ns;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.ItemAttributes.ss;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values at the edges of DynamoDB's types, each of which has a row. */
final class TypeEdges {
    /** Source: DynamoDB's limits for numbers, names and nesting. */
    static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1.000",
            "0.1",
            "-12345678901234567890123456789012345678",
            "0.12345678901234567890123456789012345678",
            "1E-130",
            "-1E-130",
            "9.9999999999999999999999999999999999999E+125",
            "-9.9999999999999999999999999999999999999E+125");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\\N",
            "\\.",
            "NULL",
            "a\tb\nc\rd\u000be\ff",
            "\u0001\u001f\u007f\u0085",
            "quote \" apostrophe ' backslash \\ braces {}, comma",
            "\ufeffBOM \u200f\u202eright to left",
            "e\u0301 is not \u00e9",
            "\uffff\ud83d\ude00\udbff\udfff");

    /** DynamoDB takes 65,535 bytes, DynamoDB Local no more than its JSON parser: 50,000. */
    private static final int MOST_NAME_BYTES = 50_000;

    private static final int NEARLY_400_KB = 409_000;
    private static final int MANY_ATTRIBUTES = 5_000;
    private static final int MOST_DEPTH = 32;

    private TypeEdges() {}

    static List<Map<String, AttributeValue>> all() {
        return Stream.of(texts(), numbers(), binaries(), kinds(), sets(), documents(), names(), nul())
                .flatMap(edges -> edges)
                .toList();
    }

    private static Stream<Map<String, AttributeValue>> texts() {
        return Stream.concat(
                TEXTS.stream().map(text -> Map.of("text", s(text), "other", s(text), "document", s(text))),
                Stream.of(
                        Map.of("text", s("x".repeat(NEARLY_400_KB))),
                        Map.of("other", s("é".repeat(NEARLY_400_KB / 2)))));
    }

    private static Stream<Map<String, AttributeValue>> numbers() {
        return NUMBERS.stream()
                .map(AttributeValue::fromN)
                .map(number -> Map.of("number", number, "other", number, "document", l(List.of(number))));
    }

    private static Stream<Map<String, AttributeValue>> binaries() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        return Stream.of(new byte[0], new byte[] {0}, every)
                .map(bytes -> AttributeValue.fromB(SdkBytes.fromByteArray(bytes)))
                .map(binary -> Map.of("binary", binary, "other", binary, "document", m(Map.of("in", binary))));
    }

    /** True and false, NULL and absent, and an attribute that has another type in another item. */
    private static Stream<Map<String, AttributeValue>> kinds() {
        return Stream.of(
                Map.of(),
                Map.of("flag", bool(true), "other", bool(false)),
                Map.of("flag", bool(false)),
                Stream.of("text", "number", "binary", "flag", "texts", "numbers", "binaries", "document", "other")
                        .collect(Collectors.toMap(name -> name, name -> ItemAttributes.NULL)),
                Map.of("number", s("42")),
                Map.of("select", s("reserved"), "Select", s("another"), "SELECT", s("in rest")),
                Map.of("whole", AttributeValue.fromN("9223372036854775807")),
                Map.of("whole", AttributeValue.fromN("-9223372036854775808"), "money", AttributeValue.fromN("999.99")));
    }

    private static Stream<Map<String, AttributeValue>> sets() {
        AttributeValue texts =
                ss(Set.of("NULL", "b", "B", "é", "a,b", "{}", "\"", "\\", " ", "\ud83d\ude00", "\uffff"));
        AttributeValue numbers = ns(Set.of("10", "9", "-1", "1E-130", "0.5"));
        AttributeValue binaries = AttributeValue.fromBs(Stream.of(new byte[] {-1}, new byte[] {0, 1}, new byte[] {0})
                .map(SdkBytes::fromByteArray)
                .toList());
        return Stream.of(
                Map.of("texts", texts, "numbers", numbers, "binaries", binaries),
                Map.of("other", texts, "document", numbers),
                Map.of("other", m(Map.of("deep", binaries)), "document", l(List.of(texts, binaries))));
    }

    private static Stream<Map<String, AttributeValue>> documents() {
        AttributeValue deep = s("bottom");
        for (int depth = 1; depth < MOST_DEPTH; depth++) {
            deep = depth % 2 == 0 ? l(List.of(deep)) : m(Map.of("d", deep));
        }
        return Stream.of(
                Map.of("document", deep, "other", deep),
                Map.of("document", m(Map.of()), "other", l(List.of())),
                Map.of("document", m(Map.of("$b", s("no binary"), "$m", m(Map.of("$ss", l(List.of())))))));
    }

    private static Stream<Map<String, AttributeValue>> names() {
        Map<String, AttributeValue> many = new HashMap<>();
        IntStream.range(0, MANY_ATTRIBUTES).forEach(i -> many.put("attribute " + i, ItemAttributes.n(i)));
        return Stream.of(
                many,
                Map.of("n".repeat(MOST_NAME_BYTES), s("long name")),
                Map.of(
                        "n".repeat(64) + "1",
                        s("over 63 bytes"),
                        "n".repeat(64) + "2",
                        s("over 63 bytes, too"),
                        "ctid",
                        s("a system column"),
                        "a\"b'c.d?e",
                        s("quoted"),
                        "$b",
                        s("typed?"),
                        "имя\ud83d\ude00",
                        s("letters")));
    }

    /** U+0000 where the mapping has a rule for it. */
    private static Stream<Map<String, AttributeValue>> nul() {
        return Stream.of("\0", "a\0b\\0", "\\\0", "plain \\")
                .map(text -> Map.of("stripped", s(text), "escaped", s(text), "utf8", s(text)));
    }
}
