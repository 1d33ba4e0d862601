package dev.tailrace.embedded.checker;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values at their edges. An item that cannot have a row says so itself, in {@code refused}. */
public record TypesExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("types", List.of("id", "part"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        if (item.containsKey("refused")) {
            return Optional.empty();
        }
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("id", in.key("id"));
        cells.put("part", escaped(in.key("part")));
        cells.put("number", number(item, in));
        for (String text : List.of("text", "select", "Select")) {
            cells.put(text, in.unlessNull(text).map(AttributeValue::s).orElse(null));
        }
        cells.put("binary", in.unlessNull("binary").map(value -> bytes(value)).orElse(null));
        cells.put("flag", in.unlessNull("flag").map(AttributeValue::bool).orElse(null));
        cells.put("texts", in.unlessNull("texts").map(Sets::texts).orElse(null));
        cells.put("numbers", in.unlessNull("numbers").map(Sets::numbers).orElse(null));
        cells.put("binaries", in.unlessNull("binaries").map(Sets::binaries).orElse(null));
        cells.put("document", in.json("document"));
        cells.put("whole", in.number("whole"));
        cells.put("money", in.number("money"));
        cells.put(
                "stripped",
                in.unlessNull("stripped")
                        .map(text -> text.s().replace("\0", ""))
                        .orElse(null));
        cells.put(
                "escaped",
                in.unlessNull("escaped").map(text -> escaped(text.s())).orElse(null));
        cells.put("utf8", in.unlessNull("utf8").map(TypesExpectation::utf8).orElse(null));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("types", cells));
    }

    /** Digits in a text are a number, too; that they were a text stays in the rest. */
    private static @Nullable BigDecimal number(Map<String, AttributeValue> item, ItemReader in) {
        AttributeValue value = item.get("number");
        return value != null && value.type() == AttributeValue.Type.S
                ? new BigDecimal(value.s())
                : in.unlessNull("number")
                        .map(number -> new BigDecimal(number.n()))
                        .orElse(null);
    }

    private static String escaped(String text) {
        StringBuilder written = new StringBuilder();
        text.chars().forEach(c -> written.append(c == 0 ? "\\0" : c == '\\' ? "\\\\" : String.valueOf((char) c)));
        return written.toString();
    }

    private static ByteBuffer bytes(AttributeValue value) {
        return ByteBuffer.wrap(value.b().asByteArray());
    }

    private static ByteBuffer utf8(AttributeValue text) {
        return ByteBuffer.wrap(text.s().getBytes(StandardCharsets.UTF_8));
    }
}
