package dev.tailrace.embedded.checker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The typed form of values in jsonb columns: JSON's own where it says the kind, else an object with one {@code $} name. */
final class TypedCells {
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private TypedCells() {}

    static JsonNode of(AttributeValue value) {
        return switch (value.type()) {
            case S -> JSON.textNode(value.s());
            case N -> JSON.numberNode(new BigDecimal(value.n()));
            case BOOL -> JSON.booleanNode(value.bool());
            case NUL -> JSON.nullNode();
            case B -> JSON.objectNode().put("$b", base64(value.b()));
            case L -> array(value.l().stream().map(TypedCells::of).toList());
            case M -> map(value.m());
            case SS ->
                JSON.objectNode()
                        .set(
                                "$ss",
                                array(value.ss().stream()
                                        .sorted(Sets.BY_UTF_8)
                                        .<JsonNode>map(JSON::textNode)
                                        .toList()));
            case NS ->
                JSON.objectNode()
                        .set(
                                "$ns",
                                array(value.ns().stream()
                                        .map(BigDecimal::new)
                                        .sorted()
                                        .<JsonNode>map(JSON::numberNode)
                                        .toList()));
            case BS ->
                JSON.objectNode()
                        .set(
                                "$bs",
                                array(value.bs().stream()
                                        .sorted(Sets.BY_BYTES)
                                        .<JsonNode>map(bytes -> JSON.textNode(base64(bytes)))
                                        .toList()));
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("An unknown type of value: " + value);
        };
    }

    private static JsonNode map(Map<String, AttributeValue> values) {
        ObjectNode object = JSON.objectNode();
        values.forEach((name, value) -> object.set(name, of(value)));
        boolean looksTyped = values.keySet().stream().anyMatch(name -> name.startsWith("$"));
        return looksTyped ? JSON.objectNode().set("$m", object) : object;
    }

    private static ArrayNode array(List<JsonNode> nodes) {
        return JSON.arrayNode(nodes.size()).addAll(nodes);
    }

    private static String base64(SdkBytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
}
