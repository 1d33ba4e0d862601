package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.plan.Tried.Counts;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.plugin.PluginTable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a mapping, of rules or of a plugin, made of items. */
class TryOutTest {
    private static final KeySchema KEYS =
            new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));

    private static Item item(String partition, int sort) {
        return DynamoJson.read(
                "{\"PK\":{\"S\":\"%s\"},\"SK\":{\"S\":\"%d\"},\"n\":{\"N\":\"%d\"}}".formatted(partition, sort, sort));
    }

    @Test
    void rowsOfAPluginWithoutAWayBackAreOneWay() {
        var table = PluginTable.named("t").key(KEYS).column("n", "smallint");
        var mapper = table.mapper(i -> table.row(i).set("n", i.get("n")).mapped());
        var tried = TryOut.of(mapper, KEYS, List.of(item("a", 1), item("a", 1), item("a", 40_000)));

        assertThat(new Counts(tried))
                .returns(3L, Counts::items)
                .returns(2L, Counts::mapped)
                .returns(1L, Counts::refused)
                .returns(0L, Counts::skipped)
                .returns(2L, Counts::oneWay)
                .returns(0L, Counts::lost)
                .returns(1L, Counts::shared)
                .returns(0L, Counts::parts);
        assertThat(tried.getFirst().oneWay()).isTrue();
        assertThat(tried.getFirst().lost()).isNull();
    }

    @Test
    void rulesComeWithTheirWarningsAndWhatWasMeasured() {
        var file = (FileAnswer.Ok) FileReader.read("""
                name: events
                source: { dynamodb: { region: us-east-1 } }
                target: { postgres: { url: env:TARGET_URL } }
                tables:
                  - from: Events
                    mapping:
                      - when: { PK: "{day}#{n}" }
                        into: events
                        key: [day, SK]
                        columns: { shard: { of: SK, by: md5, mod: 10 } }
                        owned: true
                """, "events.yaml");
        var items = IntStream.range(0, 24)
                .mapToObj(i -> item("2026-01-31#" + i % 12, i))
                .toList();

        assertThat(run(file.spec(), items)).isInstanceOfSatisfying(TryOut.Outcome.Done.class, done -> {
            assertThat(new Counts(done.items()).lost()).isEqualTo(24);
            assertThat(done.warnings())
                    .containsExactly(
                            "events: The file says that the target key is unique by the application's rule; changes ask the source.",
                            "events cannot restore every item: Rule 1 has no rest column: attributes that no column takes are left behind.",
                            "Keys of events may be too long for a Postgres index (2,704 bytes after compression): the source's keys have up to 3072 bytes; "
                                    + "an item with such a key goes to quarantine; map --try says which do.");
            assertThat(done.measured())
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith("makes 0 to 9: who reads these shards of the source misses 10, 11, 4 of 24 items.");
        });
    }

    private static final String USERS = """
            name: users
            source: { dynamodb: { region: us-east-1 } }
            target: { postgres: { url: env:TARGET_URL } }
            tables:
              - from: Users
                mapping:
                  - when: { PK: "USER#{id}" }
                    into: users
                    key: [id, SK]
                    columns: { created: { from: craetedAt, type: text }, name: text, site: { value: here } }
                    rest: attributes
                  - { when: { PK: "ORDER#{id}" }, into: orders, key: [id, SK], rest: attributes }
                  - else: { into: others, rest: attributes }
            """;

    private static TryOut.Outcome.Done users(String... items) {
        var file = (FileAnswer.Ok) FileReader.read(USERS, "users.yaml");
        return (TryOut.Outcome.Done)
                run(file.spec(), Stream.of(items).map(DynamoJson::read).toList());
    }

    @Test
    void rulesThatTookNothingAndColumnsThatWereAlwaysNullAreSaid() {
        var done = users(
                "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"},\"createdAt\":{\"S\":\"x\"},\"name\":{\"S\":\"Ada\"}}",
                "{\"PK\":{\"S\":\"USER#2\"},\"SK\":{\"S\":\"a\"},\"createdAt\":{\"S\":\"x\"}}");

        assertThat(done.unseen())
                .containsExactly(
                        "Rule 2, into orders, took none of the items.",
                        "Column created of users is NULL in all 2 rows; it is made of craetedAt. Did you mean \"createdAt\"?");
        assertThat(users().unseen()).isEmpty();
    }

    private static List<String> unseen(String rules, String... items) {
        var file = (FileAnswer.Ok) FileReader.read("""
                name: shop
                source: { dynamodb: {} }
                target: { postgres: { url: env:TARGET_URL } }
                tables: [ { from: Shop, mapping: [ %s ] } ]
                """.formatted(rules), "shop.yaml");
        var read = Stream.of(items).map(DynamoJson::read).toList();
        return ((TryOut.Outcome.Done) run(file.spec(), read)).unseen();
    }

    @Test
    void aMisspeltListOrEntryOfOneIsNamed() {
        var item =
                "{\"PK\":{\"S\":\"1\"},\"SK\":{\"S\":\"a\"},\"bag\":{\"M\":{\"lines\":{\"L\":[{\"M\":{\"sku\":{\"S\":\"x\"}}}]}}}}";
        var rule =
                "{ into: t, key: [PK, SK], rest: r, each: { %s: { into: l, position: p, columns: { %s: text }, rest: m } } }";

        assertThat(unseen(rule.formatted("bag.lines", "sku"), item)).isEmpty();
        assertThat(unseen(rule.formatted("bag.liens", "sku"), item))
                .containsExactly(
                        "Table l has no row: none of the items that rule 1 took has a list bag.liens with elements. Did you mean \"lines\"?");
        assertThat(unseen(rule.formatted("bga.lines", "sku"), item))
                .singleElement()
                .asString()
                .endsWith("Did you mean \"bag\"?");
        assertThat(unseen(rule.formatted("bag.lines", "skuu"), item))
                .containsExactly("Column skuu of l is NULL in its one row; it is made of skuu. Did you mean \"sku\"?");
    }

    @Test
    void aMisspeltPathIsNamedInColumnsAndConditions() {
        var item =
                "{\"PK\":{\"S\":\"1\"},\"SK\":{\"S\":\"a\"},\"status\":{\"S\":\"NEW\"},\"home\":{\"M\":{\"city\":{\"S\":\"x\"}}}}";

        assertThat(unseen(
                        "{ when: { stauts: NEW }, into: n, key: [PK, SK] },"
                                + " { when: { home.ctiy: { not: { equals: Rome } } }, into: t, key: [PK, SK], rest: r,"
                                + " columns: { c: { from: home.cty, type: text }, d: { from: hoem.city, type: text } } }",
                        item))
                .containsExactly(
                        "Rule 1, into n, took none of the items.",
                        "Rule 1 asks for stauts, which none of the items has. Did you mean \"status\"?",
                        "Rule 2 asks for home.ctiy, which none of the items has. Did you mean \"city\"?",
                        "Column c of t is NULL in its one row; it is made of home.cty. Did you mean \"city\"?",
                        "Column d of t is NULL in its one row; it is made of hoem.city. Did you mean \"home\"?");
    }

    /** As Postgres 15 answers: random text of 2,688 bytes fits with its headers, 2,696 do not; what repeats itself fits. */
    @Test
    void aKeyTooLongForAnIndexIsForeseen() {
        assertThat(refusal(random(1_700), random(988))).isNull();
        assertThat(refusal(random(1_700), random(1_000))).startsWith("TR-M025");
        assertThat(refusal(random(2_000), random(1_024))).startsWith("TR-M025");
        assertThat(refusal("ab".repeat(1_000), "c".repeat(1_024))).isNull();
        assertThat(refusal(random(1_700), "c".repeat(1_024))).isNull();
    }

    private static String refusal(String id, String sort) {
        return users("{\"PK\":{\"S\":\"USER#%s\"},\"SK\":{\"S\":\"%s\"}}".formatted(id, sort))
                .items()
                .getFirst()
                .refused();
    }

    private static String random(int length) {
        var random = new Random(length);
        return random.ints(length, 0, 62)
                .mapToObj(i -> "" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(i))
                .collect(Collectors.joining());
    }

    @Test
    void whatTheSourceCannotHoldIsRefused() {
        var items = Map.of(
                "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"\"}}",
                "The key attribute SK is empty.",
                "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"%s\"}}".formatted("é".repeat(513)),
                "The key attribute SK has 1,026 bytes, more than 1,024.",
                "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"},\"m\":{\"M\":{\"s\":{\"SS\":[]}}}}",
                "The set m.s is empty.",
                "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"a\"},\"l\":{\"L\":[{\"N\":\"%s\"}]}}"
                        .formatted("1".repeat(39)),
                "The number l[0] has 39 digits, more than 38.");

        items.forEach((item, why) -> assertThat(users(item).items().getFirst().refused())
                .isEqualTo("TR-F023: The source cannot hold this item: " + why));
        assertThat(users("{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"%s\"},\"n\":{\"N\":\"%s\"}}"
                                .formatted("é".repeat(512), "1".repeat(38)))
                        .items()
                        .getFirst()
                        .refused())
                .isNull();
    }

    private static TryOut.Outcome run(MigrationSpec spec, List<Item> items) {
        return TryOut.run(spec, spec.tables().getFirst(), KEYS, items);
    }
}
