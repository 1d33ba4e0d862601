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
import java.util.stream.IntStream;
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
        var tried = TryOut.of(mapper, List.of(item("a", 1), item("a", 1), item("a", 40_000)));

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
                            "events does not give back every item: Rule 1 has no rest column: attributes that no column takes are left behind.",
                            "Keys of events may be too long for a Postgres index (2600 bytes): the source's keys have up to 3072 bytes; "
                                    + "an item with such a key goes to quarantine.");
            assertThat(done.measured())
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith("makes 0 to 9: who reads these shards of the source misses 10, 11, 4 of 24 items.");
        });
    }

    private static TryOut.Outcome run(MigrationSpec spec, List<Item> items) {
        return TryOut.run(spec, spec.tables().getFirst(), KEYS, items);
    }
}
