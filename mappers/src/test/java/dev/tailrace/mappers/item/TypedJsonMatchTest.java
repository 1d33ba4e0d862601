package dev.tailrace.mappers.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.TypedJson.Written;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedJsonMatchTest {
    private static final String INTO_JSON = "{}[]\",:\\$nu019t.-";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6})
    void whatIsWrittenIsTheValueAndNoOther(long seed) {
        var values = new RandomValues(seed);
        var before = "null";
        for (int i = 0; i < 20_000; i++) {
            var value = values.value(2);
            if (TypedJson.write(value) instanceof Written.Json json) {
                assertThat(TypedJsonMatch.is(json.text(), value))
                        .as(json.text())
                        .isTrue();
                assertThat(TypedJsonMatch.is(before, value)).isEqualTo(before.equals(json.text()));
                before = json.text();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void whatIsTakenForAValueIsReadAsIt(long seed) {
        var values = new RandomValues(seed);
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            var value = values.value(2);
            if (TypedJson.write(value) instanceof Written.Json json) {
                var changed = changed(json.text(), values);
                if (TypedJsonMatch.is(changed, value)) {
                    taken++;
                    assertThat(read(changed)).as(changed).isEqualTo(value);
                }
            }
        }
        assertThat(taken).isGreaterThan(100);
    }

    /** One character more, less or other; some leave it as it was. */
    private static String changed(String json, RandomValues values) {
        int at = values.below(json.length());
        int left = values.below(2);
        var with = values.below(3) == 0 ? "" : String.valueOf(INTO_JSON.charAt(values.below(INTO_JSON.length())));
        return json.substring(0, at) + with + json.substring(at + left);
    }

    private static @Nullable Value read(String json) {
        try {
            return TypedJson.read(json);
        } catch (IllegalArgumentException notJson) {
            return null;
        }
    }
}
