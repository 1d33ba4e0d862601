package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowLookup;
import dev.tailrace.mappers.mapper.WayBack;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One item's rows, which it would become again; or nothing is written (R10). */
class WayBackTest {
    private static final String ORDERS = """
            [ { when: { PK: 'C#{customer}#{order}' }, into: 'orders', key: ['customer', 'order', 'SK'],
                columns: { status: 'text', due: 'timestamptz' }, rest: 'rest', each: {
                lines: { into: 'lines', position: 'n', columns: { sku: 'text' }, rest: 'more' } } } ]""";
    private static final Item ORDER = item("""
            { PK: {S: 'C#c1#o1'}, SK: {S: 's'}, status: {S: 'open'}, due: {S: '2026-01-31T10:00:00+02:00'},
              note: {S: 'n'}, lines: {L: [ {M: {sku: {S: 'a'}, x: {N: '1'}}}, {M: {sku: {S: 'b'}}} ]} }""");

    private final ReversibleMapper orders = mapper(PK_SK, ORDERS);

    @Test
    void theRowsOfAnItemAreTheItem() {
        assertThat(back(orders, ORDER, rows(orders, ORDER))).isEqualTo(new WayBack.Items(List.of(ORDER)));
    }

    @Test
    void whatTheApplicationChangedIsInTheItemWhateverRestStillSays() {
        var rows = rows(orders, ORDER);
        rows.set(0, with(with(rows.getFirst(), "due", "2026-02-01 00:00:00+00"), "status", null));
        assertThat(back(orders, ORDER, rows)).isEqualTo(new WayBack.Items(List.of(item("""
                        { PK: {S: 'C#c1#o1'}, SK: {S: 's'}, due: {S: '2026-02-01T00:00:00Z'},
                          note: {S: 'n'}, lines: {L: [ {M: {sku: {S: 'a'}, x: {N: '1'}}}, {M: {sku: {S: 'b'}}} ]} }"""))));
    }

    @Test
    void aRowThatTheApplicationMadeNeedsNoRest() {
        var row = with(with(rows(orders, ORDER).getFirst(), "rest", null), "due", null);
        assertThat(back(orders, ORDER, List.of(row)))
                .isEqualTo(
                        new WayBack.Items(List.of(item("{ PK: {S: 'C#c1#o1'}, SK: {S: 's'}, status: {S: 'open'} }"))));
    }

    @Test
    void restMustNotSayAKeyAttributeWhichWouldBeLost() {
        var row = with(with(rows(orders, ORDER).getFirst(), "rest", "{\"SK\":\"other\"}"), "due", null);
        assertUnclear(Code.M027, back(orders, ORDER, List.of(row)));
    }

    @Test
    void noRowsAreNoItem() {
        assertThat(back(orders, ORDER, List.of())).isEqualTo(new WayBack.Nothing());
    }

    @Test
    void severalRowsThatClaimOneKeyAreNoItem() {
        var mapper = mapper(PK_SK, """
                [ { when: { type: { equals: 'a' } }, into: 'a', key: ['PK', 'SK'], rest: 'r' },
                  { into: 'b', key: ['PK', 'SK'], rest: 'r' } ]""");
        var one = item("{ PK: {S: 'p'}, SK: {S: 's'}, type: {S: 'a'} }");
        var other = item("{ PK: {S: 'p'}, SK: {S: 's'} }");
        var rows = List.of(rows(mapper, one).getFirst(), rows(mapper, other).getFirst());
        assertUnclear(Code.M026, back(mapper, one, rows));
    }

    @Test
    void rowsOfAListWithoutTheirParentAreNoItem() {
        var rows = rows(orders, ORDER);
        assertUnclear(Code.M026, back(orders, ORDER, rows.subList(1, rows.size())));
    }

    /** c1, o#1 and c1#o, 1 are both C#c1#o#1: neither is lost, and neither is written. */
    @Test
    void aSeparatorInAFieldIsFoundByTheKeyThatItMakesAndIsNotWritten() {
        var item = item("{ PK: {S: 'C#c1#o#1'}, SK: {S: 's'} }");
        var key = PK_SK.keyOf(item);
        var row = rows(orders, item).getFirst();
        var otherwise = with(with(row, "customer", "c1#o"), "order", "1");
        assertThat(orders.claimedKey(row)).isEqualTo(key);
        assertThat(orders.claimedKey(otherwise)).isEqualTo(key);
        var found = (RowLookup.Rows) orders.lookups(key).get(1);
        assertThat(found.table().name()).isEqualTo("orders");
        assertThat(found.isMetBy(row) && found.isMetBy(otherwise)).isTrue();
        assertUnclear(Code.M027, back(orders, item, List.of(otherwise)));
        assertUnclear(Code.M026, back(orders, item, List.of(row, otherwise)));
    }

    @Test
    void aKeyOfTooManySeparatorsIsUnknown() {
        var key = item("{ PK: {S: 'C#%s'}, SK: {S: 's'} }".formatted("#".repeat(70)));
        assertThat(orders.lookups(key)).allMatch(RowLookup.Unknown.class::isInstance);
    }

    @Test
    void aGapInAListIsNoItem() {
        var rows = rows(orders, ORDER);
        rows.remove(1);
        assertUnclear(Code.M027, back(orders, ORDER, rows));
    }

    @Test
    void whatARuleAsksForHasToBeInRest() {
        var mapper = mapper(PK_SK, """
                [ { when: { type: { equals: 'a' } }, into: 'a', key: ['PK', 'SK'], rest: 'r' },
                  { into: 'b', key: ['PK', 'SK'], rest: 'r' } ]""");
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'}, type: {S: 'a'} }");
        assertUnclear(
                Code.M027, back(mapper, item, List.of(with(rows(mapper, item).getFirst(), "r", "{}"))));
    }

    @Test
    void aKeyColumnThatWasChangedUnderItsSourceKeyIsNoItem() {
        var mapper = mapper(PK_SK, """
                [ { when: { PK: 'E#{shard}' }, into: 'events', key: ['SK'], rest: 'r', owned: true } ]""");
        var item = item("{ PK: {S: 'E#3'}, SK: {S: 'e1'} }");
        var row = rows(mapper, item).getFirst();
        assertThat(back(mapper, item, List.of(row))).isEqualTo(new WayBack.Items(List.of(item)));
        assertUnclear(Code.M027, back(mapper, item, List.of(with(row, "SK", "e2"))));
    }

    @Test
    void aColumnThatIsComputedHasToBeWhatItIsComputedOf() {
        var mapper = mapper(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], columns: { shard: { of: 'SK', by: 'md5', mod: 10 } }, rest: 'r' } ]""");
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'} }");
        assertUnclear(
                Code.M027, back(mapper, item, List.of(with(rows(mapper, item).getFirst(), "shard", "77"))));
    }

    private static final String LOSSY = """
            [ { into: 'people', key: ['PK', 'SK'], columns: { name: 'text', city: { from: 'address.city', type: 'text' },
                seen: 'timestamptz' }, each: { pets: { into: 'pets', position: 'n', columns: { kind: 'text' } } } } ]""";
    private static final Item PERSON = item("""
            { PK: {S: 'p'}, SK: {S: 's'}, name: {S: 'Ann'}, shoe: {N: '39'}, seen: {S: '2026-01-31T10:00:00+02:00'},
              address: {M: {city: {S: 'Rome'}, zip: {S: '00100'}}}, pets: {L: [ {M: {kind: {S: 'cat'}, age: {N: '3'}}} ]} }""");

    @Test
    void whatALossyMappingLeavesBehindStaysInTheItem() {
        var mapper = mapper(PK_SK, LOSSY);
        var rows = rows(mapper, PERSON);
        assertThat(WayBack.item(mapper, PK_SK.keyOf(PERSON), rows, PERSON))
                .isEqualTo(new WayBack.Items(List.of(PERSON)));
        rows.replaceAll(row -> row.table().name().equals("people")
                ? with(with(row, "name", "Bea"), "city", "Oslo")
                : with(row, "kind", "dog"));
        assertThat(WayBack.item(mapper, PK_SK.keyOf(PERSON), rows, PERSON))
                .isEqualTo(new WayBack.Items(List.of(item("""
                        { PK: {S: 'p'}, SK: {S: 's'}, name: {S: 'Bea'}, shoe: {N: '39'}, seen: {S: '2026-01-31T10:00:00+02:00'},
                          address: {M: {city: {S: 'Oslo'}, zip: {S: '00100'}}},
                          pets: {L: [ {M: {kind: {S: 'dog'}, age: {N: '3'}}} ]} }"""))));
        rows.replaceAll(row -> row.table().name().equals("people") ? with(row, "name", null) : row);
        assertThat(((WayBack.Items) WayBack.item(mapper, PK_SK.keyOf(PERSON), rows, PERSON))
                        .items()
                        .getFirst()
                        .get("name"))
                .isNull();
    }

    @Test
    void anItemThatTheMappingDoesNotTakeIsNeitherWrittenOverNorDeleted() {
        var mapper = mapper(PK_SK, """
                [ { when: { state: { equals: 'gone' } }, skip: true }, { into: 't', key: ['PK', 'SK'], rest: 'r' } ]""");
        var gone = item("{ PK: {S: 'p'}, SK: {S: 's'}, state: {S: 'gone'} }");
        var there = item("{ PK: {S: 'p'}, SK: {S: 's'}, state: {S: 'there'} }");
        var key = PK_SK.keyOf(gone);
        assertThat(WayBack.item(mapper, key, List.of(), gone)).isEqualTo(new WayBack.NotOurs());
        assertUnclear(Code.M027, WayBack.item(mapper, key, rows(mapper, there), gone));
        assertThat(WayBack.item(mapper, key, List.of(), there)).isEqualTo(new WayBack.Nothing());
    }

    private static void assertUnclear(Code code, WayBack.Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(WayBack.Unclear.class, unclear -> {
            assertThat(unclear.code()).as(unclear.reason()).isEqualTo(code.id());
            assertThat(unclear.reason()).endsWith(".").hasSizeBetween(20, 400);
        });
    }

    private static WayBack.Answer back(ReversibleMapper mapper, Item item, List<Row> rows) {
        return WayBack.item(mapper, PK_SK.keyOf(item), rows);
    }

    private static List<Row> rows(ReversibleMapper mapper, Item item) {
        var mapped = mapper.map(item);
        assertThat(mapped).isInstanceOf(Mapped.Rows.class);
        return new ArrayList<>(((Mapped.Rows) mapped).rows());
    }

    private static Row with(Row row, String column, @Nullable String cell) {
        var cells = new ArrayList<@Nullable String>(row.cells());
        for (int i = 0; i < cells.size(); i++) {
            if (row.table().columns().get(i).name().equals(column)) {
                cells.set(i, cell);
            }
        }
        return new Row(row.table(), cells);
    }
}
