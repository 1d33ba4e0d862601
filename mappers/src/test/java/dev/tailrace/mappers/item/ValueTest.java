package dev.tailrace.mappers.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {
    @Test
    void equalValuesAreEqualWhateverOrderTheyCameIn() {
        var byChars = new TreeSet<>(List.of("\ud83d\ude00", "\uffff"));

        assertThat(new Value.TextSet(byChars)).isEqualTo(Value.TextSet.of(List.of("\uffff", "\ud83d\ude00")));
        assertThat(new Value.TextSet(byChars).values().first()).isEqualTo("\uffff");
        assertThat(Value.NumSet.of(List.of(new BigDecimal("1.0"), BigDecimal.TEN)))
                .isEqualTo(Value.NumSet.of(List.of(new BigDecimal("1E+1"), BigDecimal.ONE)));
        assertThat(new Item(new TreeMap<>(Map.of("a", new Value.Null())))
                        .attributes()
                        .comparator())
                .isSameAs(Utf8.ORDER);
    }

    @Test
    void namesThatDifferOnlyInUnpairedSurrogatesAreDifferent() {
        var item =
                Item.of(Map.of("\ud800", new Value.Bool(true), "\ud801", new Value.Bool(false), "?", new Value.Null()));

        assertThat(item.attributes()).hasSize(3);
        assertThat(item.get("\ud801")).isEqualTo(new Value.Bool(false));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 5)
    void textIsInTheOrderOfItsBytes(long seed) {
        var values = new RandomValues(seed);
        for (int i = 0; i < 20_000; i++) {
            var a = values.writableText();
            var b = values.writableText();

            int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(Utf8.ORDER.compare(a, b))).isEqualTo(Integer.signum(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E-131", "1E+126", "-1E+126", "1E+1000000000"})
    void aNumberBeyondTheSourcesRangeIsNone(String number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Value.Num(new BigDecimal(number)));
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "100.00, 100", "100, 100", "0.0, 0", "-0.10, -0.1", "NaN, NaN"})
    void trailingZerosAreNoDifference(String printed, String stripped) {
        assertThat(NumberText.stripped(printed)).isEqualTo(stripped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1.", ".5", "+1", "1e5", " 1", "1,5", "--1", "١", "NaN", "0x1"})
    void onlyPlainDigitsAreANumber(String text) {
        assertThat(NumberText.parse(text)).isNull();
    }

    @Test
    void whatMessagesShowIsShortAndPrintable() {
        assertThat(Shown.name("a\0\ud800\u202e\ud83d\ude00")).isEqualTo("a\\u0000\\ud800\\u202e\ud83d\ude00");
        assertThat(Shown.name("x".repeat(70_000))).hasSize(61).endsWith("…");
    }

    @Test
    void theKeyOfAnItemIsItsKeyAttributes() {
        var keys = new KeySchema(
                new KeySchema.KeyAttribute("p", KeySchema.KeyType.S),
                new KeySchema.KeyAttribute("s", KeySchema.KeyType.N));
        var item = Item.of(Map.of("p", new Value.Text("a"), "s", new Value.Num(BigDecimal.ONE), "x", new Value.Null()));

        assertThat(keys.keyOf(item).attributes()).containsOnlyKeys("p", "s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.keyOf(Item.of(Map.of("p", new Value.Text("a")))))
                .withMessageContaining("s");
    }
}
