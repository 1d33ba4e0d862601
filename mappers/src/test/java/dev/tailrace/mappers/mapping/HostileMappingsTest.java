package dev.tailrace.mappers.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a file calls its tables, columns, attributes and fields, and whatever its templates hold: the mapping is refused with words, or maps
 * every item as it should. More of them: {@code -Dproperties.items=100000}.
 */
class HostileMappingsTest {
    private static final int ITEMS = Integer.getInteger("properties.items", 8_000);
    private static final int ITEMS_OF_EACH = 10;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {71, 72})
    void aMappingIsRefusedWithWordsOrKeepsItsPromises(long seed) {
        var values = new RandomValues(seed);
        int items = 0;
        int mapped = 0;
        int refused = 0;
        while (items < ITEMS) {
            var random = new RandomMapping(values);
            var mapping = random.next();
            switch (MappingJson.read(mapping)) {
                case MappingJson.Read.Refused wrong -> checkWords(mapping, wrong.problems());
                case MappingJson.Read.Ok read -> {
                    switch (MappingCompiler.compile(read.spec(), Mappings.PK_SK)) {
                        case Compiled.Refused wrong -> {
                            refused++;
                            checkWords(mapping, wrong.problems());
                        }
                        case Compiled.Ok ok -> {
                            items += ITEMS_OF_EACH;
                            mapped += check(mapping, ok, values, random.attributes());
                        }
                    }
                }
            }
        }
        assertThat(mapped).as("items that became rows").isGreaterThan(ITEMS / 4);
        assertThat(refused).as("mappings that were refused").isGreaterThan(ITEMS / 100);
    }

    private static void checkWords(JsonNode mapping, List<MappingProblem> problems) {
        assertThat(problems).as("%s", mapping).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.what() + problem.fix())
                    .hasSizeLessThan(1_500)
                    .matches(UnwritableText::none)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl), "no control characters");
            assertThat(JsonPointer.compile(problem.pointer()).toString()).isEqualTo(problem.pointer());
        });
    }

    /** How many items became rows. */
    private static int check(JsonNode mapping, Compiled.Ok compiled, RandomValues values, List<String> attributes) {
        var tables = new HashMap<String, Boolean>();
        compiled.reversibilities()
                .forEach(table -> tables.put(table.table(), table.losses().isEmpty()));
        compiled.mapper().tables().forEach(table -> {
            assertThat(TargetDdl.createTable("app", table)).allMatch(UnwritableText::none);
            assertThat(table.columns()).allMatch(c -> Identifiers.columnObjection(c.name()) == null);
        });
        int mapped = 0;
        for (int i = 0; i < ITEMS_OF_EACH; i++) {
            var item = item(values, attributes);
            switch (compiled.mapper().map(item)) {
                case Mapped.Rows made -> {
                    mapped++;
                    check(mapping, compiled, item, made.rows(), tables);
                }
                case Mapped.Part part -> throw new AssertionError("nothing is collected here");
                case Mapped.Refused no ->
                    assertThat(no.reason()).hasSizeLessThan(600).matches(UnwritableText::none);
                case Mapped.Skipped left -> assertThat(mapping.toString()).contains("skip");
            }
        }
        return mapped;
    }

    private static void check(
            JsonNode mapping, Compiled.Ok compiled, Item item, List<Row> rows, Map<String, Boolean> reversible) {
        var lost = RoundTrip.check(compiled.mapper(), item, rows);
        if (rows.stream().allMatch(row -> reversible.get(row.table().name()))) {
            assertThat(lost).as("%s of %s", mapping, item).isNull();
        }
        for (var row : rows) {
            assertThat(row.cells()).allMatch(cell -> cell == null || UnwritableText.none(cell));
            if (!row.table().isOwned()) {
                assertThat(compiled.mapper().itemKey(row.key()))
                        .as("%s of %s", mapping, item)
                        .isEqualTo(Mappings.PK_SK.keyOf(item));
            }
        }
    }

    private static Item item(RandomValues values, List<String> names) {
        var attributes = new HashMap<>(values.attributes(1));
        for (int n = values.below(5); n > 0; n--) {
            attributes.put(values.oneOf(names), values.value(2));
        }
        for (var key : List.of("PK", "SK")) {
            attributes.put(key, new Value.Text(values.below(3) == 0 ? values.text() : RandomKey.MARKS.text(values)));
        }
        return Item.of(attributes);
    }
}
