package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words without quotes are read as YAML 1.2 has them, and never changed in silence. */
class YamlWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO", "no", "No", "yes", "YES", "on", "Off", "y", "N", "1_000", "12:30:45", "190:20:30", "2026-01-31",
                        "2026-01-31T10:00:00Z",
                "0b101", "0o8", "1.2.3", "01067a", "Null0", "tRue", "<<", "=", "1e", "inf", "nan", "+", "e3", "0x"
            })
    void aWordIsText(String word) {
        assertThat(equalTo(word, "yaml")).isEqualTo(new Value.Text(word));
        assertThat(rule(word, "yaml").columns().get("c").value()).isEqualTo(word);
        var file = text(word, "yaml").replace("[SE]", "[" + word + ", SE]");
        assertThat(mapping(file, "shop.yaml").columns().get("s").values()).containsExactly(word, "SE");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false", "FALSE, false"})
    void aWordIsABoolean(String word, boolean value) {
        assertThat(document(word, "yaml").at("/tokens"))
                .isEqualTo(document(String.valueOf(value), "json").at("/tokens"));
        assertThat(equalTo(word, "yaml")).isEqualTo(new Value.Bool(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-7", "1067", "0.5", "-1.5", "100", "12345678901234567890123456789012345678"})
    void aNumberIsANumber(String word) {
        for (var format : List.of("yaml", "json")) {
            assertThat(equalTo(word, format)).isEqualTo(new Value.Num(new BigDecimal(word)));
            assertThat(rule(word, format).columns().get("c").value()).isEqualTo(word);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "007",
                "01067",
                "0o17",
                "0x1F",
                ".5",
                "5.",
                "+5",
                "-007",
                "00",
                ".inf",
                "-.Inf",
                ".NaN",
                "1e99999999999"
            })
    void aNumberThatYamlWouldChangeIsRefusedWhereItStands(String word) {
        assertThat(said(word, "yaml"))
                .contains("shop.yaml:8:37 ", word + " is a number to YAML, and would not be kept as it is written.")
                .contains("Put it in quotes if it is text: \"" + word + "\".");
        assertThat(FileReader.read(text("\"" + word + "\"", "yaml"), "shop.yaml"))
                .isInstanceOf(FileAnswer.Ok.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1.0", "1e3", "1E3", "-0", "-0.0", "1.5e-3", "0.50"})
    void aNumberThatWouldLoseWhatIsWrittenIsRefusedWhereTextMayStand(String word) {
        for (var format : List.of("yaml", "json")) {
            assertThat(said(word, format))
                    .contains(
                            format.equals("yaml") ? "shop.yaml:8:37 " : "shop.json:1:",
                            "/tables/0/mapping/0/when/a/equals: ")
                    .contains("/tables/0/mapping/0/columns/c/value: " + word
                            + " is a number, and of it only its value would be kept.")
                    .contains("Put it in quotes if it is text: \"" + word + "\".");
            assertThat(equalTo("\"" + word + "\"", format)).isEqualTo(new Value.Text(word));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "Null", "NULL", "true", "7"})
    void whereOnlyTextMayStandTheFixSaysToQuoteIt(String word) {
        var file = text("x", "yaml").replace("values: [SE]", "values: [" + word + ", SE]");
        assertThat(words(file, "shop.yaml")).contains("/s/values/0: ").contains("Put it in quotes if it is text. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "No", "OFF"})
    void whereABooleanIsWantedTheFixSaysWhichWordsThereAre(String word) {
        var file = text("x", "yaml").replace("tokens: true", "tokens: " + word);
        assertThat(words(file, "shop.yaml"))
                .contains("/tokens: \"" + word + "\" is given where true or false is expected.")
                .contains("fix    Write true or false. ");
    }

    @Test
    void namesAreWhatTheyAreWrittenAs() {
        var file = text("x", "yaml").replace("c: {", "yes: text, 007: text, null: text, c: {");
        assertThat(mapping(file, "shop.yaml").columns()).containsKeys("yes", "007", "null");
    }

    @Test
    void quotesBlocksAndTagsMakeText() {
        for (var text : List.of("'007'", "\"007\"", "!!str 007")) {
            assertThat(equalTo(text, "yaml")).isEqualTo(new Value.Text("007"));
        }
    }

    @Test
    void elsewhereANumberIsItsValue() {
        var file = text("x", "yaml") + "\nbackfill: { capacityShare: 0.50 }\n";
        assertThat(((FileAnswer.Ok) FileReader.read(file, "shop.yaml"))
                        .spec()
                        .tables()
                        .getFirst()
                        .backfill()
                        .capacityShare())
                .isEqualTo(0.5);
    }

    private static Value equalTo(String word, String format) {
        return rule(word, format).when().get("a").equalTo();
    }

    private static MappingSpec.Rule rule(String word, String format) {
        return mapping(text(word, format), "shop." + format);
    }

    private static MappingSpec.Rule mapping(String text, String file) {
        assertThat(FileReader.read(text, file)).isInstanceOf(FileAnswer.Ok.class);
        var ok = (FileAnswer.Ok) FileReader.read(text, file);
        return ok.spec().tables().getFirst().rules().orElseThrow().rules().getFirst();
    }

    private static JsonNode document(String tokens, String format) {
        return ((FileAnswer.Ok) FileReader.read(text("x", format).replace("true", tokens), "shop." + format)).json();
    }

    private static String said(String word, String format) {
        return words(text(word, format), "shop." + format);
    }

    private static String words(String text, String file) {
        var said = new StringBuilder();
        ((FileAnswer.Refused) FileReader.read(text, file))
                .plain()
                .forEach(p -> said.append(p.describe()).append('\n'));
        return said.toString();
    }

    /** The word as what an attribute equals, and as a column's constant. */
    private static String text(String word, String format) {
        return format.equals("yaml")
                ? """
                name: shop
                source: { dynamodb: {} }
                target: { postgres: { url: env:TARGET_URL } }
                tokens: true
                tables:
                  - from: AppData
                    mapping:
                      - when: { a: { equals:        WORD } }
                        into: t
                        key: [PK]
                        columns: { c: { value: WORD }, s: { type: text, values: [SE] } }
                """.replace("WORD", word)
                : """
                { "name": "shop", "source": { "dynamodb": {} }, "target": { "postgres": { "url": "env:TARGET_URL" } }, "tokens": true,
                  "tables": [ { "from": "AppData", "mapping": [ { "into": "t", "key": ["PK"],
                    "when": { "a": { "equals": WORD } }, "columns": { "c": { "value": WORD } } } ] } ] }
                """.replace("\n", " ").replace("WORD", word.equals("x") ? "\"x\"" : word);
    }
}
