package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.UnwritableText;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowLookup;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.WayBack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever asks the target for the rows of a source key gets all of them, and knows which of those that came are others' (R10). */
class LookupPropertiesTest {
    private static final int ITEMS = Integer.getInteger("properties.items", 2_000);

    @ParameterizedTest
    @EnumSource
    void theRowsOfAnItemAreFoundByItsKeyAndMakeItAgain(RuleKind kind) {
        var mapper = compiled(kind.keys(), kind.rules).mapper();
        var values = new RandomValues(kind.seed());
        var before = new ArrayList<Row>();
        int mapped = 0;
        for (int i = 0; i < ITEMS; i++) {
            var item = RoundTripPropertiesTest.item(values, kind);
            if (!(mapper.map(item) instanceof Mapped.Rows made)) {
                continue;
            }
            mapped++;
            var key = kind.keys().keyOf(item);
            var lookups = lookups(mapper, key);
            for (var row : made.rows()) {
                assertThat(mapper.claimedKey(row)).isEqualTo(key);
                assertThat(meets(lookups, row)).as("%s meets %s", row, lookups).isTrue();
            }
            for (var other : before) {
                if (meets(lookups, other) && mapper.claimedKey(other).equals(key)) {
                    assertThat(WayBack.item(mapper, key, List.of(other))).isInstanceOf(WayBack.Items.class);
                }
            }
            var anyOrder = new ArrayList<>(made.rows());
            Collections.reverse(anyOrder);
            assertThat(WayBack.item(mapper, key, anyOrder)).isEqualTo(new WayBack.Items(List.of(item)));
            assertThat(WayBack.item(mapper, key, anyOrder, item)).isEqualTo(new WayBack.Items(List.of(item)));
            before.add(made.rows().getLast());
            if (before.size() > 20) {
                before.remove(values.below(20));
            }
        }
        assertThat(mapped).as("items that were mapped").isGreaterThan(ITEMS / 50);
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatTheApplicationChangedIsFoundByTheKeyThatItClaims(RuleKind kind) {
        var mapper = compiled(kind.keys(), kind.rules).mapper();
        var values = new RandomValues(kind.seed());
        var before = new HashMap<RowTable, Row>();
        int claims = 0;
        for (int i = 0; i < ITEMS; i++) {
            if (mapper.map(RoundTripPropertiesTest.item(values, kind)) instanceof Mapped.Rows made) {
                var row = made.rows().get(values.below(made.rows().size()));
                var changed = RoundTripPropertiesTest.withSomeOf(row, before.getOrDefault(row.table(), row), values);
                before.put(row.table(), row);
                claims += isFound(mapper, changed) ? 1 : 0;
            }
            isFound(mapper, RoundTripPropertiesTest.somebodyElses(values.oneOf(mapper.tables()), values));
        }
        assertThat(claims).as("rows that claim a key").isGreaterThan(ITEMS / 100);
    }

    /** False: it claims none, or Postgres has no such row. */
    private static boolean isFound(ReversibleMapper mapper, Row row) {
        if (!row.cells().stream().allMatch(cell -> cell == null || UnwritableText.none(cell))) {
            return false;
        }
        Item key;
        try {
            key = mapper.claimedKey(row);
        } catch (IllegalArgumentException none) {
            assertThat(none).hasMessageStartingWith("Cannot ");
            return false;
        }
        assertThat(WayBack.item(mapper, key, List.of(row))).isNotNull();
        var lookup = lookups(mapper, key).get(row.table().name());
        assertThat(lookup instanceof RowLookup.Unknown || lookup instanceof RowLookup.Rows rows && rows.isMetBy(row))
                .as("%s claims %s: %s", row.cells(), key, lookup instanceof RowLookup.Rows rows ? rows.anyOf() : lookup)
                .isTrue();
        return true;
    }

    private static Map<String, RowLookup> lookups(ReversibleMapper mapper, Item key) {
        var byTable = new HashMap<String, RowLookup>();
        var all = mapper.lookups(key);
        assertThat(all.stream().map(RowLookup::table).toList()).isEqualTo(mapper.tables());
        all.forEach(lookup -> byTable.put(lookup.table().name(), lookup));
        return byTable;
    }

    private static boolean meets(Map<String, RowLookup> lookups, Row row) {
        return lookups.get(row.table().name()) instanceof RowLookup.Rows rows && rows.isMetBy(row);
    }
}
