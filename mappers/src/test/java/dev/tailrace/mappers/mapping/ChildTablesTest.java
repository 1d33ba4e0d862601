package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Elements of a list in a table of their own. */
class ChildTablesTest {
    private static final String ORDERS = """
            [ { when: { PK: 'USER#{user_id}', SK: 'ORDER#{order_id:int}' }, into: 'orders', key: ['user_id', 'order_id'], rest: 'attributes',
                each: { lines: { into: 'order_lines', position: 'line_no', columns: { sku: 'text', qty: 'integer' }, rest: 'more' } } } ]
            """;

    private static final Item ORDER = item("""
            { PK: {S: 'USER#u'}, SK: {S: 'ORDER#7'}, note: {S: 'x'},
              lines: {L: [ {M: {sku: {S: 'a'}, qty: {N: '2'}}}, {S: 'gift'}, {M: {sku: {NULL: true}, colour: {S: 'red'}}} ]} }
            """);

    @Test
    void eachElementBecomesARowUnderItsParentsKey() {
        var mapper = mapper(PK_SK, ORDERS);
        var rows = rows(mapper, ORDER);

        assertThat(mapper.tables()).extracting(RowTable::name).containsExactly("order_lines", "orders");
        assertThat(rows)
                .extracting(row -> row.table().name(), Mappings::cells)
                .containsExactly(
                        tuple("orders", Map.of("user_id", "u", "order_id", "7", "attributes", "{\"note\":\"x\"}")),
                        tuple("order_lines", line("0", Map.of("sku", "a", "qty", "2", "more", "{}"))),
                        tuple("order_lines", line("1", Map.of("more", "\"gift\""))),
                        tuple("order_lines", line("2", Map.of("more", "{\"colour\":\"red\",\"sku\":null}"))));
        assertThat(rows).allSatisfy(row -> assertThat(mapper.itemKey(row.key())).isEqualTo(PK_SK.keyOf(ORDER)));
        assertThat(mapper.unmap(List.of(rows.get(3), rows.get(1), rows.get(0), rows.get(2))))
                .isEqualTo(ORDER);
    }

    private static Map<String, String> line(String place, Map<String, String> more) {
        var all = new java.util.HashMap<>(more);
        all.putAll(Map.of("user_id", "u", "order_id", "7", "line_no", place));
        return all;
    }

    @Test
    void whatIsNoListOrEmptyStaysWithTheParent() {
        var mapper = mapper(PK_SK, ORDERS);
        for (var lines : List.of("{L: []}", "{S: 'none'}", "{NULL: true}")) {
            var item = item("{ PK: {S: 'USER#u'}, SK: {S: 'ORDER#7'}, lines: %s }".formatted(lines));
            var rows = rows(mapper, item);

            assertThat(rows).hasSize(1);
            assertThat(cells(rows.getFirst()).get("attributes")).startsWith("{\"lines\":");
            assertThat(mapper.unmap(rows)).isEqualTo(item);
        }
    }

    @Test
    void aLineThatTheApplicationDeletedLeavesNoGap() {
        var mapper = mapper(PK_SK, ORDERS);
        var rows = rows(mapper, ORDER);

        assertThat(mapper.unmap(List.of(rows.get(0), rows.get(1), rows.get(3)))).isEqualTo(item("""
                { PK: {S: 'USER#u'}, SK: {S: 'ORDER#7'}, note: {S: 'x'},
                  lines: {L: [ {M: {sku: {S: 'a'}, qty: {N: '2'}}}, {M: {sku: {NULL: true}, colour: {S: 'red'}}} ]} }"""));
    }

    @Test
    void rowsOfTwoItemsAreRefused() {
        var mapper = mapper(PK_SK, ORDERS);
        var rows = rows(mapper, ORDER);
        var other = rows(mapper, item("{ PK: {S: 'USER#v'}, SK: {S: 'ORDER#7'}, lines: {L: [{S: 'x'}]} }"));

        for (var mixed : List.of(
                List.of(rows.get(0), other.get(1)),
                List.of(rows.get(0), other.get(0)),
                List.of(rows.get(0), rows.get(1), rows.get(1)),
                List.of(rows.get(1)),
                List.<Row>of())) {
            assertThatIllegalArgumentException().isThrownBy(() -> mapper.unmap(mixed));
        }
        for (var place : List.of("-1", "01", "x", "99999999999")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mapper.itemKey(new RowKey("order_lines", List.of("u", "7", place))));
        }
    }

    @Test
    void anElementThatCannotBeHeldIsNamedByItsPlace() {
        var item = item("""
                { PK: {S: 'USER#u'}, SK: {S: 'ORDER#7'}, lines: {L: [{S: 'x'}, {M: {qty: {S: 'two'}}}]} }""");

        assertThat(refusal(mapper(PK_SK, ORDERS), item))
                .isEqualTo(new Mapped.Refused(
                        "TR-M022",
                        "In lines[1]: The attribute qty is 'two', not a number (column qty integer of order_lines)."));
        assertThat(refusal(mapper(PK_SK, ORDERS.replace(", rest: 'more'", "")), item)
                        .reason())
                .isEqualTo("In lines[0]: The element is S, not M, and order_lines has no rest column for it.");
    }

    @Test
    void theNumberOfLinesIsNotForTheKeyToSay() {
        var compiled = compiled(PK_SK, ORDERS);

        assertThat(compiled.kinds())
                .extracting(TableKind::table, TableKind::keyFromKeyAlone, TableKind::reason)
                .containsExactly(
                        tuple(
                                "order_lines",
                                false,
                                "The target key determines the source key: it is that of orders, and the place in lines."),
                        tuple(
                                "orders",
                                true,
                                "The target key determines the source key: PK is formatted from user_id, SK is formatted from order_id."));
        assertThat(compiled(PK_SK, ORDERS.replace(", rest: 'more'", "")).reversibilities())
                .allSatisfy(table -> assertThat(table.losses())
                        .extracting(Reversibility.Loss::attribute)
                        .contains("lines"));
    }

    @Test
    void whatCannotBeATableOfItsOwnIsToldAtOnce() {
        assertThat(problems(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], columns: { a: 'jsonb' }, each: {
                      a: { into: 'x', position: 'n' },
                      PK: { into: 'x2', position: 'n' },
                      b: { into: 't', position: 'n' },
                      c: { into: 'y', position: 'PK' },
                      d: { into: 'z', position: 'n', columns: { n: 'text', m: 'texd' }, nul: 'bytea', rest: 'r' } } } ]"""))
                .extracting(p -> p.code() + " " + p.pointer())
                .containsExactly(
                        "TR-M007 /0/each/a",
                        "TR-M007 /0/each/PK",
                        "TR-M007 /0/each/c/position",
                        "TR-M007 /0/each/d/columns/n",
                        "TR-M003 /0/each/d/columns/m",
                        "TR-F004 /0/each/d/nul");
        assertThat(problems(PK_SK, """
                [ { when: { PK: 'A' }, into: 't', key: ['SK'], each: { a: { into: 'x', position: 'n' }, b: { into: 'x', position: 'n' } } },
                  { when: { PK: 'B' }, into: 'u', key: ['SK'], each: { a: { into: 'x', position: 'n' }, b: { into: 't', position: 'n' } } } ]"""))
                .extracting(p -> p.code() + " " + p.pointer())
                .containsExactly("TR-M005 /1/each/b/into", "TR-M005 /0/each/b/into", "TR-M008 /1/each/a/into");
    }

    private static List<Row> rows(Mapper mapper, Item item) {
        var mapped = mapper.map(item);
        assertThat(mapped).isInstanceOf(Mapped.Rows.class);
        return ((Mapped.Rows) mapped).rows();
    }
}
