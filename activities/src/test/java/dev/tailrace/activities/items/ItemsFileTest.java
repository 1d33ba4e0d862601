package dev.tailrace.activities.items;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of items, good and bad: what can be read is read, and the rest is said with its place. */
class ItemsFileTest {
    private static final String ONE = "{\"PK\":{\"S\":\"é1\"}}";
    private static final String TWO = "{\"PK\":{\"S\":\"é2\"}}";

    private static ItemsRead read(String text) {
        return ItemsFile.read(text.getBytes(UTF_8), "items.json");
    }

    private static List<String> items(ItemsRead read) {
        return read.items().stream()
                .map(i -> i.number() + DynamoJson.write(i.item()))
                .toList();
    }

    private static final List<String> BOTH =
            List.of("1{\"PK\":{\"S\":\"\\u00e91\"}}", "2{\"PK\":{\"S\":\"\\u00e92\"}}");

    private static Problem only(ItemsRead read) {
        assertThat(read.problems()).hasSize(1);
        return read.problems().getFirst();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE + TWO,
                ONE + "\r\n" + TWO + "\n",
                "[" + ONE + ",\n" + TWO + "]",
                "[{\"Items\":[" + ONE + "]},{\"Items\":[" + TWO + "]}]",
                "{\"Items\":[" + ONE + "," + TWO + "],\"Count\":2,\"ScannedCount\":2,\"ConsumedCapacity\":null}",
                "{\"Count\":2,\"Items\":[" + ONE + "," + TWO + "]}",
                "{\"Item\":" + ONE + "}\n{\"Item\":" + TWO + "}\n",
                "{\"Item\":" + ONE + ",\"ConsumedCapacity\":{\"TableName\":\"T\",\"CapacityUnits\":0.5}}" + TWO
            })
    void everyShapeOfAnItemsFileIsRead(String text) {
        var read = read(text);

        assertThat(read.problems()).isEmpty();
        assertThat(items(read)).isEqualTo(BOTH);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,", "UTF-8,BOM", "UTF-16LE,BOM", "UTF-16BE,BOM", "UTF-16LE,", "UTF-16BE,"})
    void everyUnicodeIsReadAndGzipToo(String charset, String mark) throws IOException {
        var bytes = ((mark == null ? "" : "\uFEFF") + ONE + "\n" + TWO).getBytes(Charset.forName(charset));

        assertThat(ItemsFile.read(bytes, "i").problems()).isEmpty();
        assertThat(items(ItemsFile.read(bytes, "i"))).isEqualTo(BOTH);
        assertThat(items(ItemsFile.read(gzip(bytes), "i.json.gz"))).isEqualTo(BOTH);
    }

    @Test
    void everyKindIsReadAsItIsWritten() {
        var all = "{\"b\":{\"B\":\"AQI=\"},\"bs\":{\"BS\":[\"AQ==\",\"Ag==\"]},\"f\":{\"BOOL\":false},"
                + "\"l\":{\"L\":[{\"N\":\"1\"},{\"M\":{\"x\":{\"NULL\":true}}}]},\"n\":{\"N\":\"-1.5\"},"
                + "\"ns\":{\"NS\":[\"1\",\"2\"]},\"s\":{\"S\":\"\"},\"ss\":{\"SS\":[\"a\",\"b\"]}}";

        assertThat(items(read(all))).containsExactly("1" + all);
    }

    @Test
    void anAttributeCalledItemIsOne() {
        assertThat(items(read("{\"Item\":{\"S\":\"x\"}}"))).containsExactly("1{\"Item\":{\"S\":\"x\"}}");
        assertThat(items(read("{\"Item\":{\"M\":{\"a\":{\"S\":\"x\"}}}}")))
                .containsExactly("1{\"Item\":{\"M\":{\"a\":{\"S\":\"x\"}}}}");
        assertThat(items(read("{\"Item\":{\"M\":{\"S\":\"x\"}}}"))).containsExactly("1{\"M\":{\"S\":\"x\"}}");
        assertThat(items(read("{\"Items\":{\"S\":\"x\"}}"))).containsExactly("1{\"Items\":{\"S\":\"x\"}}");
    }

    @Test
    void aFileThatEndsEarlyGivesTheItemsBeforeItsEnd() {
        var read = read("{\"Items\":[\n" + ONE + ",\n{\"PK\":{\"S\":\"cut off he");

        assertThat(items(read)).hasSize(1);
        assertThat(only(read).code()).isEqualTo("TR-F021");
        assertThat(only(read).what()).isEqualTo("items file items.json, line 3, item 2");
        assertThat(only(read).why()).isEqualTo("The file ends in the middle of it.");
    }

    @Test
    void aBrokenLineDoesNotHideTheNext() {
        var read = read("{\"PK\":{\"S\":\"no end\n" + ONE + "\n{\"PK\":{\"S\":\"x\"}\n" + TWO);

        assertThat(items(read))
                .containsExactly(
                        "2" + BOTH.get(0).substring(1), "4" + BOTH.get(1).substring(1));
        assertThat(read.problems())
                .extracting(Problem::what)
                .containsExactly("items file items.json, line 1, item 1", "items file items.json, line 4, item 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'PK':'USER#1'}                      | PK        | TR-F022 | {\"S\": \"…\"}",
                "{'PK':{'S':'a'},'n':12}              | n         | TR-F022 | {\"N\": \"…\"}",
                "{'a':{'M':{'b':{'L':[{'S':'x'},true]}}}} | a.b[1] | TR-F022 | {\"BOOL\": true}",
                "{'a':{'M':{'b':null}}}               | a.b       | TR-F022 | {\"NULL\": true}",
                "{'a':{'city':'x','zip':'y'}}         | a         | TR-F022 | {\"M\": {…}}",
                "{'a':[1,2]}                          | a         | TR-F022 | {\"L\": […]}",
                "{'a':{}}                             | a         | TR-F022 | {\"M\": {…}}",
                "{'a':{'X':'x'}}                      | a         | TR-F022 | {\"M\": {…}}",
                "{'a':{'N':12}}                       | a         | TR-F022 | {\"N\": \"…\"}",
                "{'a':{'N':'twelve'}}                 | a         | TR-F022 | {\"N\": \"12.5\"}",
                "{'a':{'N':'1E500'}}                  | a         | TR-F023 | Correct the item",
                "{'a':{'B':'AQ I='}}                  | a         | TR-F022 | base64 -w0",
                "{'a':{'BS':['AQ==','%']}}            | a[1]      | TR-F022 | base64 -w0",
                "{'a':{'BOOL':'true'}}                | a         | TR-F022 | {\"BOOL\": true}",
                "{'a':{'NULL':false}}                 | a         | TR-F022 | {\"NULL\": true}",
                "{'a':{'M':[]}}                       | a         | TR-F022 | {\"M\": {…}}",
                "{'a':{'SS':'x'}}                     | a         | TR-F022 | {\"SS\": […]}",
                "{'a':{'SS':['x','x']}}               | a         | TR-F023 | Keep one",
                "{'a':{'NS':['1','1.0']}}             | a         | TR-F023 | Keep one",
                "{'a':{'S':'x'},'a':{'S':'y'}}        | a         | TR-F022 | Keep one"
            })
    void whatIsNoItemIsSaidWithItsPlaceAndFix(String json, String attribute, String code, String fix) {
        var read = read(ONE + "\n\n" + json.replace('\'', '"') + "\n" + TWO);

        assertThat(items(read)).containsExactly(BOTH.get(0), "3" + BOTH.get(1).substring(1));
        assertThat(only(read).what()).isEqualTo("items file items.json, line 3, item 2, attribute " + attribute);
        assertThat(only(read).code()).isEqualTo(code);
        assertThat(only(read).fix()).contains(fix);
        assertThat(only(read).describe()).doesNotContain("REDACTED", "USER#1", "twelve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n", "nonsense", "$ion_1_0 {Item:{}}", "name: shop", "{", "[", "]", "{\"Items\":[", "\"x"})
    void whatIsNoJsonIsSaid(String text) {
        var read = read(text);

        assertThat(read.items()).isEmpty();
        assertThat(only(read).code()).isEqualTo("TR-F021");
        assertThat(only(read).describe()).contains("items.json").doesNotContain("nonsense", "REDACTED");
    }

    @Test
    void aCutGzipFileAndAWrongByteGiveWhatIsBeforeThem() throws IOException {
        var lines = (ONE + "\n").repeat(20_000).getBytes(UTF_8);
        var whole = gzip(lines);
        var cut = ItemsFile.read(Arrays.copyOf(whole, whole.length - 20), "i.json.gz");
        assertThat(cut.items()).isNotEmpty();
        assertThat(only(cut).why()).isEqualTo("The gzip file is cut short or damaged.");

        var wrong =
                ItemsFile.read((ONE + "\n{\"PK\":{\"S\":\"\u00ff\"}}").getBytes(Charset.forName("ISO-8859-1")), "i");
        assertThat(wrong.problems().getFirst().fix()).contains("Save the file as UTF-8");
    }

    @Test
    void manyProblemsAreCounted() {
        var read = read("{\"PK\":1}\n".repeat(500));

        assertThat(read.problems()).hasSize(11);
        assertThat(read.problems().getLast().what()).isEqualTo("items file items.json: 490 more items");
    }

    @Test
    void noFileIsSaid(@org.junit.jupiter.api.io.TempDir Path directory) {
        assertThat(only(ItemsFile.read(directory.resolve("none.json")))).satisfies(p -> {
            assertThat(p.code()).isEqualTo("TR-F020");
            assertThat(p.why()).isEqualTo("There is no such file.");
        });
        assertThat(only(ItemsFile.read(directory)).why()).isEqualTo("It is a directory.");
    }

    /** Cut anywhere, and with any byte changed: never an exception, always either items or a problem. */
    @Test
    void nothingThatIsReadThrows() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var text = "{\"Items\":[" + ONE
                + ",{\"a\":{\"L\":[{\"N\":\"1\"},{\"B\":\"AQI=\"},{\"M\":{\"x\":{\"BOOL\":true}}}]}}]}";
        var plain = text.getBytes(UTF_8);
        var packed = gzip(plain);
        for (int i = 0; i < 20_000; i++) {
            var bytes = (i % 4 == 0 ? packed : plain).clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var read = ItemsFile.read(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), "i");
            assertThat(read.items().size() + read.problems().size())
                    .as("seed %d", seed)
                    .isPositive();
        }
    }
}
