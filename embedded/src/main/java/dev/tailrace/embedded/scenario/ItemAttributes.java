package dev.tailrace.embedded.scenario;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values in few letters. */
final class ItemAttributes {
    static final AttributeValue NULL = AttributeValue.fromNul(true);

    private ItemAttributes() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static AttributeValue n(BigDecimal number) {
        return AttributeValue.fromN(number.toPlainString());
    }

    static AttributeValue bool(boolean value) {
        return AttributeValue.fromBool(value);
    }

    static AttributeValue b(String text) {
        return AttributeValue.fromB(SdkBytes.fromString(text, StandardCharsets.UTF_8));
    }

    static AttributeValue ss(Collection<String> texts) {
        return AttributeValue.fromSs(List.copyOf(texts));
    }

    static AttributeValue ns(Collection<String> numbers) {
        return AttributeValue.fromNs(List.copyOf(numbers));
    }

    static AttributeValue l(List<AttributeValue> values) {
        return AttributeValue.fromL(values);
    }

    static AttributeValue m(Map<String, AttributeValue> values) {
        return AttributeValue.fromM(values);
    }
}
