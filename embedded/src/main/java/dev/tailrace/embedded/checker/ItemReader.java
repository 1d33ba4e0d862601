package dev.tailrace.embedded.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item, read attribute by attribute; what was not read is the rest. An absent attribute is null. */
final class ItemReader {
    private final Map<String, AttributeValue> left;

    ItemReader(Map<String, AttributeValue> item) {
        this.left = new HashMap<>(item);
    }

    @Nullable
    String text(String name) {
        AttributeValue value = left.remove(name);
        return value == null ? null : value.s();
    }

    /** The attribute; empty where it is absent, or NULL, which stays in the rest since SQL NULL does not tell the two apart. */
    Optional<AttributeValue> unlessNull(String name) {
        AttributeValue value = left.get(name);
        return value == null || value.type() == AttributeValue.Type.NUL
                ? Optional.empty()
                : Optional.ofNullable(left.remove(name));
    }

    /** A text attribute that every item has. */
    String key(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException("an item without " + name);
        }
        return text;
    }

    @Nullable
    BigDecimal number(String name) {
        AttributeValue value = left.remove(name);
        return value == null ? null : new BigDecimal(value.n());
    }

    @Nullable
    Boolean bool(String name) {
        AttributeValue value = left.remove(name);
        return value == null ? null : value.bool();
    }

    @Nullable
    ByteBuffer bytes(String name) {
        AttributeValue value = left.remove(name);
        return value == null ? null : ByteBuffer.wrap(value.b().asByteArray());
    }

    @Nullable
    LocalDate date(String name) {
        String text = text(name);
        return text == null ? null : LocalDate.parse(text);
    }

    /** A text that its instant does not restore, such as one with an offset of its own, stays in the rest as well. */
    @Nullable
    Instant time(String name) {
        AttributeValue value = left.get(name);
        if (value == null) {
            return null;
        }
        Instant instant = OffsetDateTime.parse(value.s()).toInstant();
        if (instant.toString().equals(value.s())) {
            left.remove(name);
        }
        return instant;
    }

    @Nullable
    Instant epochMillis(String name) {
        BigDecimal number = number(name);
        return number == null ? null : Instant.ofEpochMilli(number.longValueExact());
    }

    @Nullable
    Instant epochSeconds(String name) {
        BigDecimal number = number(name);
        return number == null ? null : Instant.ofEpochSecond(number.longValueExact());
    }

    @Nullable
    JsonNode json(String name) {
        AttributeValue value = left.remove(name);
        return value == null ? null : TypedCells.of(value);
    }

    /** Everything that was not read, as one map. */
    JsonNode rest() {
        return TypedCells.of(AttributeValue.fromM(left));
    }
}
