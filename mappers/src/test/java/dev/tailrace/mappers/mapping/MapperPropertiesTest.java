package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.TypedJson;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every item, whatever it holds: hostile keys, names and values against every kind of rule. */
class MapperPropertiesTest {
    private static final int ITEMS = 20_000;

    static Stream<Arguments> mappings() {
        return Stream.of(
                Arguments.of(11L, RandomKey.TEXT, RandomKey.TEXT, "[ { into: 't', key: ['PK', 'SK'], rest: 'r' } ]"),
                Arguments.of(
                        12L,
                        RandomKey.PARTS,
                        RandomKey.TEXT,
                        "[ { when: { PK: '{a}#{b}' }, into: 't', key: ['SK', 'b', 'a'], rest: 'r' } ]"),
                Arguments.of(13L, RandomKey.TEXT, RandomKey.NUMBER, """
                        [ { when: { SK: '{a}.{b:int}' }, into: 't', key: ['PK', 'a', 'b'], rest: 'r' },
                          { into: 'u', key: ['PK', 'SK'], rest: 'r' } ]"""),
                Arguments.of(
                        14L,
                        RandomKey.DIGITS,
                        RandomKey.TEXT,
                        "[ { when: { PK: '{n:int}' }, into: 't', key: ['n', 'SK'], rest: 'r' } ]"),
                Arguments.of(
                        15L,
                        RandomKey.DIGITS,
                        RandomKey.DATE,
                        "[ { when: { PK: '{n:numeric}', SK: '{d}' }, into: 't', key: ['d', 'n'], columns: { d: 'date' } } ]"),
                Arguments.of(
                        16L,
                        RandomKey.TIME,
                        RandomKey.TIME,
                        "[ { when: { PK: '{a}' }, into: 't', key: ['a', 'SK'], columns: { a: 'timestamp', SK: 'timestamptz' } } ]"),
                Arguments.of(
                        17L,
                        RandomKey.NUMBER,
                        RandomKey.NUMBER,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { SK: { type: 'timestamptz', unit: 's' } } } ]"),
                Arguments.of(
                        18L,
                        RandomKey.BINARY,
                        RandomKey.NUMBER,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { SK: 'bigint', a: 'text', b: 'jsonb', c: 'text[]' }, rest: 'r' } ]"),
                Arguments.of(19L, RandomKey.PARTS, RandomKey.PARTS, """
                        [ { when: { PK: 'a{x}', a: '{y}' }, into: 'u', key: ['x', 'SK', 'b'], columns: { y: 'text', b: 'numeric(20,4)' }, rest: 'r' },
                          { when: { SK: '{x}b{x}' }, into: 'v', key: ['PK', 'x'] },
                          { into: 'w', key: ['SK', 'PK'], columns: { a: 'bytea', b: 'boolean', c: 'numeric[]' }, rest: 'r' } ]"""),
                Arguments.of(
                        20L,
                        RandomKey.UUID,
                        RandomKey.TEXT,
                        "[ { when: { PK: '{a:uuid}' }, into: 't', key: ['a', 'SK'] } ]"));
    }

    @ParameterizedTest(name = "seed {0}: {3}")
    @MethodSource("mappings")
    void everyItemIsRefusedOrBecomesARowWhoseKeyLeadsBackToItAlone(
            long seed, RandomKey partition, RandomKey sort, String rules) {
        var keys = new KeySchema(new KeyAttribute("PK", partition.type), new KeyAttribute("SK", sort.type));
        var mapper = mapper(keys, rules);
        var values = new RandomValues(seed);
        var owners = new HashMap<RowKey, Item>();
        int refused = 0;
        for (int i = 0; i < ITEMS; i++) {
            var item = item(values, partition, sort);
            switch (mapper.map(item)) {
                case Mapped.Rows rows -> {
                    var row = rows.rows().getFirst();
                    var owner = owners.putIfAbsent(row.key(), keys.keyOf(item));
                    assertThat(owner == null ? keys.keyOf(item) : owner).isEqualTo(keys.keyOf(item));
                    assertThat(mapper.itemKey(row.key())).isEqualTo(keys.keyOf(item));
                    assertThat(mapper.map(item)).isEqualTo(rows);
                    checkCells(row);
                    checkRest(row, item);
                }
                case Mapped.Refused r -> {
                    refused++;
                    assertThat(r.code()).startsWith("TR-M02");
                    assertThat(r.reason()).hasSizeLessThan(400).matches(UnwritableText::none);
                }
                case Mapped.Part p -> throw new AssertionError("nothing is collected here");
                case Mapped.Skipped s -> throw new AssertionError("nothing is skipped here");
            }
        }
        assertThat(owners.size()).as("rows").isGreaterThan(300);
        assertThat(refused).as("refused").isGreaterThan(100);
    }

    @ParameterizedTest(name = "seed {0}: {3}")
    @MethodSource("mappings")
    void aTargetKeyThatSomebodyElseWroteHasASourceKeyOrIsNotOurs(
            long seed, RandomKey partition, RandomKey sort, String rules) {
        var mapper =
                mapper(new KeySchema(new KeyAttribute("PK", partition.type), new KeyAttribute("SK", sort.type)), rules);
        var values = new RandomValues(seed);
        for (int i = 0; i < ITEMS; i++) {
            var table = values.oneOf(mapper.tables());
            var cells = Stream.generate(values::text).limit(table.keySize()).toList();
            var thrown = catchThrowable(() -> mapper.itemKey(new RowKey(table.name(), cells)));
            assertThat(thrown == null || thrown instanceof IllegalArgumentException)
                    .as("%s %s", cells, thrown)
                    .isTrue();
        }
    }

    private static void checkCells(Row row) {
        for (int i = 0; i < row.cells().size(); i++) {
            var cell = row.cells().get(i);
            if (cell != null) {
                assertThat(row.table().columns().get(i).type().canonical(cell)).isEqualTo(cell);
                assertThat(UnwritableText.none(cell)).isTrue();
            }
        }
    }

    /** Whatever is in rest is as it was. */
    private static void checkRest(Row row, Item item) {
        if (row.table().columns().getLast().name().equals("r")) {
            var rest = (Value.MapOf) TypedJson.read(row.cells().getLast());
            rest.values().forEach((name, value) -> assertThat(value).isEqualTo(item.get(name)));
        }
    }

    private static Item item(RandomValues values, RandomKey partition, RandomKey sort) {
        var attributes = new HashMap<>(values.attributes(1));
        for (var name : List.of("a", "b", "c")) {
            if (values.below(3) > 0) {
                attributes.put(name, values.value(1));
            }
        }
        attributes.put("PK", partition.value(values));
        attributes.put("SK", sort.value(values));
        if (values.below(1_000) == 0) {
            attributes.remove("SK");
        }
        return Item.of(attributes);
    }
}
