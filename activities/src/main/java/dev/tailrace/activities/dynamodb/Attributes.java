package dev.tailrace.activities.dynamodb;

import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.item.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Between the SDK's attribute values and ours, without loss. Pure and thread-safe. */
public final class Attributes {
    private Attributes() {}

    public static Item toItem(Map<String, AttributeValue> attributes) {
        return new Item(toMap(attributes));
    }

    public static Map<String, AttributeValue> toAttributes(Item item) {
        return toAttributes(item.attributes());
    }

    private static SortedMap<String, Value> toMap(Map<String, AttributeValue> attributes) {
        var values = new TreeMap<String, Value>(Utf8.ORDER);
        attributes.forEach((name, value) -> values.put(name, toValue(value)));
        return Collections.unmodifiableSortedMap(values);
    }

    private static Value toValue(AttributeValue value) {
        return switch (value.type()) {
            case S -> new Value.Text(value.s());
            case N -> new Value.Num(new BigDecimal(value.n()));
            case B -> new Value.Binary(Bytes.of(value.b().asByteArrayUnsafe()));
            case BOOL -> new Value.Bool(value.bool());
            case NUL -> new Value.Null();
            case L ->
                new Value.ListOf(value.l().stream().map(Attributes::toValue).toList());
            case M -> new Value.MapOf(toMap(value.m()));
            case SS -> new Value.TextSet(sorted(new TreeSet<>(Utf8.ORDER), value.ss()));
            case NS ->
                new Value.NumSet(sorted(
                        new TreeSet<>(),
                        value.ns().stream().map(BigDecimal::new).toList()));
            case BS ->
                new Value.BinarySet(sorted(
                        new TreeSet<>(),
                        value.bs().stream()
                                .map(b -> Bytes.of(b.asByteArrayUnsafe()))
                                .toList()));
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("Cannot read an attribute: its type is unknown to this SDK version");
        };
    }

    private static <T> SortedSet<T> sorted(SortedSet<T> set, Collection<T> values) {
        set.addAll(values);
        return Collections.unmodifiableSortedSet(set);
    }

    private static Map<String, AttributeValue> toAttributes(SortedMap<String, Value> values) {
        var attributes = new HashMap<String, AttributeValue>();
        values.forEach((name, value) -> attributes.put(name, toAttribute(value)));
        return attributes;
    }

    private static AttributeValue toAttribute(Value value) {
        return switch (value) {
            case Value.Text v -> AttributeValue.fromS(v.value());
            case Value.Num v -> AttributeValue.fromN(v.value().toString());
            case Value.Binary v ->
                AttributeValue.fromB(SdkBytes.fromByteArray(v.value().toArray()));
            case Value.Bool v -> AttributeValue.fromBool(v.value());
            case Value.Null v -> AttributeValue.fromNul(true);
            case Value.ListOf v ->
                AttributeValue.fromL(
                        v.values().stream().map(Attributes::toAttribute).toList());
            case Value.MapOf v -> AttributeValue.fromM(toAttributes(v.values()));
            case Value.TextSet v -> AttributeValue.fromSs(v.values().stream().toList());
            case Value.NumSet v ->
                AttributeValue.fromNs(
                        v.values().stream().map(BigDecimal::toString).toList());
            case Value.BinarySet v ->
                AttributeValue.fromBs(v.values().stream()
                        .map(b -> SdkBytes.fromByteArray(b.toArray()))
                        .toList());
        };
    }
}
