package dev.tailrace.mappers.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.item.TypedJson.Written;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedJsonTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 4})
    void everyValueThatPostgresCanHoldComesBack(long seed) throws JsonProcessingException {
        var values = new RandomValues(seed);
        var plainJson = new ObjectMapper();
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            var value = values.value(2);
            if (TypedJson.write(value) instanceof Written.Json json) {
                assertThat(TypedJson.read(json.text())).isEqualTo(value);
                assertThat(TypedJson.canonical(json.text())).isEqualTo(json.text());
                assertThat(UnwritableText.none(json.text())).isTrue();
                plainJson.readTree(json.text());
            } else {
                refused++;
                assertThat(UnwritableText.in(value, "")).isNotNull();
            }
        }
        assertThat(refused).isBetween(100, 5_000);
    }

    @Test
    void sqlReadsItAsPeopleExpect() {
        assertThat(text(map(Map.of(
                        "total", number("12.50"),
                        "tags", Value.TextSet.of(List.of("b", "a")),
                        "sizes", Value.NumSet.of(List.of(BigDecimal.TEN, BigDecimal.valueOf(9.5))),
                        "raw", new Value.Binary(Bytes.of(new byte[] {0})),
                        "none", new Value.Null()))))
                .isEqualTo("{\"none\":null,\"raw\":{\"$b\":\"AA==\"},\"sizes\":{\"$ns\":[9.5,10]},"
                        + "\"tags\":{\"$ss\":[\"a\",\"b\"]},\"total\":12.5}");
    }

    @Test
    void aMapWithADollarKeyIsWrapped() {
        var value = map(Map.of("$m", map(Map.of("$b", new Value.Text("no binary"))), "x", new Value.Bool(true)));

        assertThat(text(value)).isEqualTo("{\"$m\":{\"$m\":{\"$m\":{\"$b\":\"no binary\"}},\"x\":true}}");
        assertThat(TypedJson.read(text(value))).isEqualTo(value);
    }

    @Test
    void whatPostgresPrintsHasTheSameCanonicalText() {
        var printed = "{\"b\": 1.50, \"aa\": [1E+2, -0.0, \"\\b\\f\\u0001é\"], \"\ud83d\ude00\": {}, \"\uffff\": 100}";

        assertThat(TypedJson.canonical(printed.replace("1E+2", "100").replace("-0.0", "0.0")))
                .isEqualTo("{\"aa\":[100,0,\"\\b\\f\\u0001é\"],\"b\":1.5,\"\uffff\":100,\"\ud83d\ude00\":{}}");
    }

    @ParameterizedTest
    @CsvSource({"1E-130, 132", "9.9999999999999999999999999999999999999E+125, 126", "-1E+125, 127"})
    void theLargestAndSmallestNumbersStayExact(String number, int length) {
        var text = text(number(number));

        assertThat(text).hasSize(length).doesNotContain("E");
        assertThat(TypedJson.read(text)).isEqualTo(number(number));
    }

    @Test
    void thirtyTwoLevelsAreFine() {
        Value value = new Value.Text("deep");
        for (int i = 0; i < 32; i++) {
            value = map(Map.of("$" + i, new Value.ListOf(List.of(value))));
        }

        assertThat(TypedJson.read(text(value))).isEqualTo(value);
        assertThat(TypedJson.canonical(text(value))).isEqualTo(text(value));
    }

    @Test
    void aRefusalNamesThePath() {
        var lines = new Value.ListOf(List.of(number("1"), map(Map.of("note", new Value.Text("a\0b")))));

        assertThat(TypedJson.write(map(Map.of("lines", lines))))
                .isEqualTo(new Written.Refused("holds U+0000 at lines[1].note"));
        assertThat(TypedJson.write(map(Map.of("x", map(Map.of("k\ud800", new Value.Null()))))))
                .isEqualTo(new Written.Refused("holds an unpaired surrogate in the name x.k\\ud800"));
        assertThat(TypedJson.write(Value.TextSet.of(List.of("\0")))).isEqualTo(new Written.Refused("holds U+0000"));
    }

    @Test
    void anItemIsWrittenWithoutTheAttributesLeftOut() {
        var item = Item.of(Map.of("a", number("1"), "b", new Value.Text("\0"), "$c", number("2")));

        assertThat(TypedJson.write(item, "b"::equals)).isEqualTo(new Written.Json("{\"$m\":{\"$c\":2,\"a\":1}}"));
        assertThat(TypedJson.write(item, name -> true)).isEqualTo(new Written.Json("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "1 2",
                "{\"$x\":1}",
                "{\"$b\":1}",
                "{\"$b\":\"%\"}",
                "{\"$ss\":[1]}",
                "{\"$ns\":1}",
                "{\"$b\":\"\",\"a\":1}",
                "{\"$m\":1}"
            })
    void anythingElseIsNotRead(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> TypedJson.read(json));
    }

    private static Value.MapOf map(Map<String, Value> values) {
        return new Value.MapOf(Value.inOrder(values));
    }

    private static Value.Num number(String text) {
        return new Value.Num(new BigDecimal(text));
    }

    private static String text(Value value) {
        assertThat(TypedJson.write(value)).isInstanceOf(Written.Json.class);
        return ((Written.Json) TypedJson.write(value)).text();
    }
}
