package dev.tailrace.mappers.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoJsonTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyItemComesBackFromAsciiText(long seed) {
        var values = new RandomValues(seed);
        for (int i = 0; i < 10_000; i++) {
            var item = Item.of(values.attributes(2));

            var json = DynamoJson.write(item);

            assertThat(json.chars()).allMatch(c -> c >= ' ' && c <= '~');
            assertThat(DynamoJson.read(json)).isEqualTo(item);
        }
    }

    @Test
    void itIsTheFormThatTheServiceUses() {
        var item = Item.of(Map.of(
                "PK", new Value.Text("a\0\ud800é\""),
                "n", new Value.Num(new BigDecimal("1.50E+3")),
                "b", new Value.Binary(Bytes.of(new byte[] {1, 2})),
                "s", Value.TextSet.of(List.of("b", "a")),
                "l", new Value.ListOf(List.of(new Value.Null(), new Value.Bool(false)))));

        assertThat(DynamoJson.write(item))
                .isEqualTo(
                        "{\"PK\":{\"S\":\"a\\u0000\\ud800\\u00e9\\\"\"},\"b\":{\"B\":\"AQI=\"},"
                                + "\"l\":{\"L\":[{\"NULL\":true},{\"BOOL\":false}]},\"n\":{\"N\":\"1500\"},\"s\":{\"SS\":[\"a\",\"b\"]}}");
    }

    @Test
    void aValueStandsAloneToo() {
        var value = new Value.MapOf(Value.inOrder(Map.of("", new Value.Text(""))));

        assertThat(DynamoJson.write(value)).isEqualTo("{\"M\":{\"\":{\"S\":\"\"}}}");
        assertThat(DynamoJson.readValue(DynamoJson.write(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\":1}",
                "{\"a\":{}}",
                "{\"a\":{\"X\":1}}",
                "{\"a\":{\"S\":1}}",
                "{\"a\":{\"N\":\"x\"}}",
                "{\"a\":{\"B\":\"%\"}}",
                "{\"a\":{\"BOOL\":\"true\"}}",
                "{\"a\":{\"NULL\":false}}",
                "{\"a\":{\"S\":\"x\",\"N\":\"1\"}}",
                "{}{}"
            })
    void anythingElseIsNotRead(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> DynamoJson.read(json));
    }
}
