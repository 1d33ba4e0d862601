package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapping tried on items, without any server. */
class MapCommandTest {
    private static final String FILE = """
            name: shop
            source: { dynamodb: { region: us-east-1 } }
            target: { postgres: { url: env:TARGET_URL } }
            tables:
              - from: AppData
                mapping:
                  - { when: { PK: "USER#{user_id}" }, into: users, key: [user_id], columns: { name: text }, owned: true }
                  - { when: { PK: "doc#{doc}", SK: "chunk#{n:int}" }, into: documents, key: [doc], rest: more,
                      columns: { body: { from: data, type: text } }, collect: { order: n, parts: total, join: data } }
                  - { when: { PK: "SKIP#{x}" }, into: other, key: [x, SK] }
            """;

    @TempDir
    Path directory;

    private CommandRun run(String items, String... more) throws IOException {
        var file = Files.writeString(directory.resolve("shop.yaml"), FILE);
        var given = Files.writeString(directory.resolve("items.json"), items);
        var arguments =
                new String[] {"map", "--try", file.toString(), "--items", given.toString(), "--key", "PK:S,SK:S"};
        var all = java.util.stream.Stream.of(arguments, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return CommandRun.of(java.util.Map.of(), all);
    }

    @Test
    void rowsRefusalsLossesAndCollisionsAreShown() throws IOException {
        var run = run("""
                {"Items": [
                  {"PK": {"S": "USER#1"}, "SK": {"S": "a"}, "name": {"S": "Ada"}},
                  {"PK": {"S": "USER#1"}, "SK": {"S": "b"}, "name": {"NULL": true}, "age": {"N": "36"}},
                  {"PK": {"S": "THING"}, "SK": {"S": "c"}}
                ]}
                """);

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out())
                .contains(
                        "not seen  Rule 2, into documents, took none of the items.",
                        "users\n    user_id  1\n    name  Ada",
                        "_source_key  {\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"}}",
                        "comes back exactly",
                        "does not come back exactly: the attribute age",
                        "shares a row with item 1",
                        "refused  TR-M020",
                        "3 items: 2 mapped, 1 refused, 0 left out; 0 one way, 1 would not come back exactly, 1 share a row",
                        "warning  users: The file says that the target key is unique by the application's rule",
                        "warning  users cannot restore every item: Rule 1 has no rest column");
    }

    @Test
    void itemsComeOneAfterTheOtherToo() throws IOException {
        var run = run(
                "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"}}\n{\"Item\":{\"PK\":{\"S\":\"USER#2\"},\"SK\":{\"S\":\"a\"}}}",
                "--output",
                "json");

        assertThat(run.out())
                .startsWith("{\"schema\":\"tailrace/1\",\"kind\":\"trial\",")
                .contains("\"items\":[{\"number\":1,\"item\":", "USER#2")
                .hasLineCount(1);
    }

    @Test
    void aRowOfPartsStandsWithTheLastOfThem() throws IOException {
        var run = run("""
                [ {"PK": {"S": "doc#a"}, "SK": {"S": "chunk#1"}, "total": {"N": "2"}, "data": {"S": "lo"}},
                  {"PK": {"S": "doc#b"}, "SK": {"S": "chunk#1"}, "total": {"N": "2"}, "data": {"S": "x"}},
                  {"PK": {"S": "doc#a"}, "SK": {"S": "chunk#0"}, "total": {"N": "2"}, "data": {"S": "hal"}} ]
                """);

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out())
                .contains(
                        "  a part of a row of documents, which stands with the last part",
                        "refused  TR-Q004: Part 0 is missing",
                        "documents\n    doc  a\n    body  hallo",
                        "comes back exactly",
                        "1 items are parts of rows",
                        "3 items: 1 mapped, 1 refused");
    }

    @Test
    void eitherASampleOrAFileIsAskedFor() {
        var run = CommandRun.of(java.util.Map.of(), "map");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--sample", "--try");
        for (var more : java.util.List.of("--try f", "--try f --items i --sample T", "--sample T --items i")) {
            var arguments = ("map " + more).split(" ");
            assertThat(CommandRun.of(java.util.Map.of(), arguments).exit())
                    .as(more)
                    .isEqualTo(2);
            assertThat(CommandRun.of(java.util.Map.of(), arguments).err()).contains("--sample");
        }
    }

    @Test
    void whatIsNoItemIsACodedErrorBesideWhatCanBeRead() throws IOException {
        var run = run("{\"PK\": 1}\n{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"}}\n{\"PK\":{\"S\":\"cut");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).contains("item 2  ", "name  NULL", "1 items: 1 mapped");
        assertThat(run.err())
                .startsWith("TR-F022")
                .contains(
                        "items file items.json, line 1, item 1, attribute PK",
                        "TR-F021",
                        "items file items.json, line 3, item 3")
                .doesNotContain("REDACTED", "X001");
        assertThat(run("nonsense").err()).startsWith("TR-F021");
    }

    @Test
    void forAProgramItIsOneObjectWhateverCouldNotBeRead() throws IOException {
        var run = run("{\"PK\": 1}\n{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"}}", "-o", "json");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out())
                .hasLineCount(1)
                .startsWith("{\"schema\":\"tailrace/1\",\"kind\":\"trial\",")
                .contains("\"number\":2", "\"problems\":[{\"code\":\"TR-F022\"");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void whatIsWrongWithARuleIsToldWithItsLine() throws IOException {
        var file = Files.writeString(directory.resolve("shop.yaml"), FILE.replace("key: [x, SK] }", "key: [SK] }"));
        var items = Files.writeString(directory.resolve("items.json"), "[]");

        var run = CommandRun.of(
                java.util.Map.of(), "map", "--try", file.toString(), "--items", items.toString(), "--key", "PK:S,SK:S");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("TR-M008").contains(file + ":10:55 /tables/0/mapping/2/key");
    }

    @Test
    void whereTheSourceCannotBeAskedTheFixIsToStateTheKey() throws IOException {
        var file = Files.writeString(
                directory.resolve("shop.yaml"), FILE.replace("region: us-east-1", "endpoint: \"http://localhost:1\""));
        var items = Files.writeString(directory.resolve("items.json"), "[]");

        var run = CommandRun.of(java.util.Map.of(), "map", "--try", file.toString(), "--items", items.toString());

        assertThat(run.exit()).isNotZero();
        assertThat(run.err())
                .startsWith("TR-S")
                .contains("fix    State the key, so that the source is not asked: --key PK:S,SK:S")
                .doesNotContain("retry", "estart the worker");
    }

    @Test
    void itemsMayComeFromStandardInput() throws IOException {
        var file = Files.writeString(directory.resolve("shop.yaml"), FILE);
        var before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(
                    "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"}} {".getBytes(StandardCharsets.UTF_8)));
            var run = CommandRun.of(
                    java.util.Map.of(), "map", "--try", file.toString(), "--items", "-", "--key", "PK:S,SK:S");

            assertThat(run.out()).contains("1 items: 1 mapped");
            assertThat(run.err()).contains("items file standard input, line 1");
        } finally {
            System.setIn(before);
        }
        var both = CommandRun.of(java.util.Map.of(), "map", "--try", "-", "--items", "-");
        assertThat(both.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("cannot both be standard input");
    }

    @Test
    void aKeyOrATableThatIsNoneIsACodedError() throws IOException {
        assertThat(run("[]", "--table", "Other").err()).startsWith("TR-F004").contains("AppData");
        var file = directory.resolve("shop.yaml").toString();
        var items = directory.resolve("items.json").toString();
        for (var key : java.util.List.of("PK:X", "PK", ":S", "A:S,B:S,C:S", "PK:S,")) {
            var run = CommandRun.of(java.util.Map.of(), "map", "--try", file, "--items", items, "--key", key);
            assertThat(run.err()).startsWith("TR-F004").contains("--key " + key);
        }
    }

    @Test
    void nothingOfAnItemSteersTheTerminal() throws IOException {
        var run = run("{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"},"
                + "\"name\":{\"S\":\"a\\u001b[2Jb\\u202ec\\nitem 9\\u2028d\\u009be\"}}");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("name  a\\u001b[2Jb\\u202ec\\u000aitem 9\\u2028d\\u009be")
                .doesNotContain("\u001b", "\u202e", "\u2028", "\u009b")
                .doesNotContainPattern("(?m)^item 9");
    }
}
