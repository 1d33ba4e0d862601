package dev.tailrace.embedded.checker;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sets in the order in which arrays have them: by UTF-8 bytes, by number, by bytes. */
final class Sets {
    static final Comparator<SdkBytes> BY_BYTES =
            (left, right) -> Arrays.compareUnsigned(left.asByteArray(), right.asByteArray());
    static final Comparator<String> BY_UTF_8 = Comparator.comparing(SdkBytes::fromUtf8String, BY_BYTES);

    private Sets() {}

    static List<String> texts(AttributeValue set) {
        return set.ss().stream().sorted(BY_UTF_8).toList();
    }

    static List<BigDecimal> numbers(AttributeValue set) {
        return set.ns().stream().map(BigDecimal::new).sorted().toList();
    }

    static List<ByteBuffer> binaries(AttributeValue set) {
        return set.bs().stream()
                .sorted(BY_BYTES)
                .map(bytes -> ByteBuffer.wrap(bytes.asByteArray()))
                .toList();
    }
}
