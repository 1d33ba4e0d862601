package dev.tailrace.embedded.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TypedCellsTest {
    @Test
    void jsonSaysWhatItCanItself() {
        assertThat(json(AttributeValue.fromS(""))).isEqualTo("\"\"");
        assertThat(json(AttributeValue.fromN("12345678901234567890.5"))).isEqualTo("12345678901234567890.5");
        assertThat(json(AttributeValue.fromNul(true))).isEqualTo("null");
        assertThat(json(AttributeValue.fromL(List.of(AttributeValue.fromBool(true)))))
                .isEqualTo("[true]");
    }

    @Test
    void setsAreSortedAndKeepTheirKind() {
        assertThat(json(AttributeValue.fromNs(List.of("10", "9")))).isEqualTo("{\"$ns\":[9,10]}");
        assertThat(json(AttributeValue.fromSs(List.of("b", "é", "B")))).isEqualTo("{\"$ss\":[\"B\",\"b\",\"é\"]}");
        assertThat(json(AttributeValue.fromBs(List.of(bytes(-1), bytes(1)))))
                .isEqualTo("{\"$bs\":[\"AQ==\",\"/w==\"]}");
    }

    @Test
    void aMapThatLooksTypedIsWrapped() {
        assertThat(json(AttributeValue.fromM(Map.of("$b", AttributeValue.fromS("x")))))
                .isEqualTo("{\"$m\":{\"$b\":\"x\"}}");
    }

    private static String json(AttributeValue value) {
        return TypedCells.of(value).toString();
    }

    private static SdkBytes bytes(int value) {
        return SdkBytes.fromByteArray(new byte[] {(byte) value});
    }
}
