package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every item that is mapped comes back from its rows, whatever it holds; and no two items have the same rows. */
class RoundTripPropertiesTest {
    private static final int ITEMS = 20_000;

    static Stream<Arguments> mappings() {
        return Stream.of(
                Arguments.of(31L, RandomKey.TEXT, RandomKey.BINARY, "[ { into: 't', key: ['PK', 'SK'], rest: 'r' } ]"),
                Arguments.of(32L, RandomKey.PARTS, RandomKey.DIGITS, """
                        [ { when: { PK: '{x}#{y}', SK: '{n:int}' }, into: 't', key: ['y', 'n', 'x'], rest: 'r', nul: 'escape',
                            columns: { a: { type: 'text', nul: 'escape' }, b: { type: 'jsonb', nul: 'escape' } } } ]"""),
                Arguments.of(33L, RandomKey.NUMBER, RandomKey.TEXT, """
                        [ { when: { a: '{t}' }, into: 't', key: ['PK', 'SK'], columns: { t: 'text', b: 'jsonb' }, rest: 'r' },
                          { when: { b: 'x{u}', c: '{u}' }, into: 'u', key: ['PK', 'SK'], columns: { u: 'text' }, rest: 'r' },
                          { into: 'v', key: ['PK', 'SK'], columns: { a: 'jsonb', b: { type: 'jsonb' }, c: 'jsonb' }, rest: 'r' } ]"""),
                Arguments.of(34L, RandomKey.TEXT, RandomKey.TIME, TYPED.formatted("text", "numeric", "boolean")),
                Arguments.of(35L, RandomKey.TEXT, RandomKey.TIME, TYPED.formatted("bytea", "bigint", "text[]")),
                Arguments.of(
                        36L, RandomKey.TEXT, RandomKey.TIME, TYPED.formatted("numeric[]", "bytea[]", "timestamptz")),
                Arguments.of(
                        37L, RandomKey.TEXT, RandomKey.TIME, TYPED.formatted("date", "timestamp", "numeric(30,10)")),
                Arguments.of(38L, RandomKey.TEXT, RandomKey.TEXT, """
                        [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: { type: 'timestamptz', unit: 'ms' },
                            b: { type: 'text', nul: 'bytea' }, x: { from: 'c', type: 'jsonb' }, y: { from: 'c', type: 'jsonb' } } } ]"""),
                Arguments.of(39L, RandomKey.PARTS, RandomKey.TEXT, """
                        [ { when: { PK: '{x}#{y}' }, into: 't', key: ['x', 'y', 'SK'], rest: 'r', each: {
                            lines: { into: 'l', position: 'n', columns: { sku: 'text', qty: 'numeric', due: 'timestamptz' }, rest: 'm' },
                            a: { into: 'k', position: 'p', rest: 'm', nul: 'escape' } } },
                          { into: 'u', key: ['SK', 'PK'], rest: 'r', each: { lines: { into: 'v', position: 'n', rest: 'm' } } } ]"""),
                Arguments.of(40L, RandomKey.TEXT, RandomKey.TEXT, """
                        [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { x: { from: 'm.x', type: 'jsonb' }, y: { from: 'm.n.y', type: 'timestamptz' },
                            z: { from: 'm.n.z', type: 'numeric' }, w: { from: 'm.n.y', type: 'jsonb' }, v: { from: 'm.x.v', type: 'jsonb' },
                            k: { value: 'k' }, p: { from: 'p', type: 'text', decode: 'gzip+base64', flag: 'b' } } } ]"""),
                Arguments.of(41L, RandomKey.TEXT, RandomKey.TEXT, """
                        [ { into: 't', key: ['PK', 'SK'], rest: 'r', nul: 'escape', columns: { a: { type: 'timestamptz', zone: 'America/New_York' },
                            c: { type: 'text', values: ['', 't', 'null'] }, x: { from: 'm.x', type: 'jsonb', nul: 'escape' } } } ]"""),
                Arguments.of(42L, RandomKey.PARTS, RandomKey.NUMBER, """
                        [ { when: { PK: { prefix: 'a' }, a: { type: 'S' } }, into: 't', key: ['PK', 'SK'], columns: { k: { value: 'x' } }, rest: 'r' },
                          { when: { b: { present: false } }, into: 't', key: ['PK', 'SK'], columns: { k: { value: 'y' } }, rest: 'r' },
                          { when: { c: { equals: true } }, into: 'u', key: ['PK', 'SK'], rest: 'r' },
                          { else: { into: 'v', nul: 'escape' } } ]"""),
                Arguments.of(43L, RandomKey.PARTS, RandomKey.TEXT, """
                        [ { when: { PK: '{x}#{y}' }, into: 't', key: ['x', 'SK'], columns: { a: 'jsonb' }, rest: 'r', owned: true },
                          { into: 't', key: ['x', 'SK'], columns: { x: { from: 'PK', type: 'text' }, a: 'jsonb' }, rest: 'r', owned: true } ]"""));
    }

    private static final String TYPED =
            "[ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: '%s', b: '%s', c: '%s' } } ]";

    @ParameterizedTest(name = "seed {0}: {3}")
    @MethodSource("mappings")
    void anItemThatIsMappedComesBackAndSharesItsRowsWithNoOther(
            long seed, RandomKey partition, RandomKey sort, String rules) {
        var compiled = compiled(keys(partition, sort), rules);
        assertThat(compiled.reversibilities())
                .allSatisfy(table -> assertThat(table.losses()).isEmpty());
        var values = new RandomValues(seed);
        var owners = new HashMap<List<Row>, Item>();
        for (int i = 0; i < ITEMS; i++) {
            var item = item(values, partition, sort);
            if (compiled.mapper().map(item) instanceof Mapped.Rows rows) {
                check(compiled.mapper(), item, rows.rows(), values);
                var owner = owners.putIfAbsent(rows.rows(), item);
                assertThat(owner == null ? item : owner).isEqualTo(item);
            }
        }
        assertThat(owners.size()).as("items that were mapped").isGreaterThan(ITEMS / 40);
    }

    private static void check(ReversibleMapper mapper, Item item, List<Row> rows, RandomValues values) {
        var anyOrder = new ArrayList<>(rows);
        if (values.below(2) == 0) {
            Collections.reverse(anyOrder);
        }
        assertThat(mapper.unmap(anyOrder)).isEqualTo(item);
        assertThat(RoundTrip.check(mapper, item, rows)).isNull();
        assertThat(mapper.map(DynamoJson.read(DynamoJson.write(item)))).isEqualTo(new Mapped.Rows(rows));
    }

    @ParameterizedTest(name = "seed {0}: {3}")
    @MethodSource("mappings")
    void rowsOfSomebodyElseBecomeAnItemOrAreNotOurs(long seed, RandomKey partition, RandomKey sort, String rules) {
        var mapper = compiled(keys(partition, sort), rules).mapper();
        var values = new RandomValues(seed);
        for (int i = 0; i < ITEMS / 4; i++) {
            var rows = new ArrayList<Row>();
            for (int n = values.below(3); n >= 0; n--) {
                var table = values.oneOf(mapper.targets());
                var cells = new ArrayList<@Nullable String>();
                table.columns().forEach(c -> cells.add(values.below(5) == 0 ? null : values.text()));
                for (int k = 0; k < table.keySize(); k++) {
                    cells.set(k, values.text());
                }
                rows.add(new Row(table, cells));
            }
            try {
                assertThat(mapper.unmap(rows)).isNotNull();
            } catch (IllegalArgumentException notOurs) {
                assertThat(notOurs).hasMessageStartingWith("Cannot ");
            }
        }
    }

    /** Often as far as {@code m.n.y}. */
    private static Value nested(RandomValues values) {
        var n = new HashMap<>(values.attributes(0));
        n.put("y", values.below(2) == 0 ? new Value.Text("2026-01-31T10:00:00Z") : values.value(1));
        n.put("z", values.below(2) == 0 ? new Value.Num(values.number()) : new Value.Null());
        var m = new HashMap<String, Value>();
        m.put("x", values.value(1));
        m.put("n", values.below(4) == 0 ? values.value(0) : new Value.MapOf(Value.inOrder(n)));
        return new Value.MapOf(Value.inOrder(m));
    }

    private static Value lines(RandomValues values) {
        var lines = new ArrayList<Value>();
        for (int n = values.below(4); n > 0; n--) {
            var line = new HashMap<>(values.attributes(1));
            line.put("sku", values.below(4) == 0 ? values.value(0) : new Value.Text(values.word()));
            line.put("qty", values.below(4) == 0 ? new Value.Null() : new Value.Num(values.number()));
            if (values.below(3) == 0) {
                line.put("due", new Value.Text("2026-01-31T10:00:00" + values.oneOf(List.of("Z", "+02:00", ".5Z"))));
            }
            lines.add(values.below(5) == 0 ? values.value(1) : new Value.MapOf(Value.inOrder(line)));
        }
        return new Value.ListOf(lines);
    }

    private static KeySchema keys(RandomKey partition, RandomKey sort) {
        return new KeySchema(new KeyAttribute("PK", partition.type), new KeyAttribute("SK", sort.type));
    }

    private static Item item(RandomValues values, RandomKey partition, RandomKey sort) {
        var attributes = new HashMap<>(values.attributes(2));
        for (var name : List.of("a", "b", "c")) {
            if (values.below(3) > 0) {
                attributes.put(name, values.value(2));
            }
        }
        if (values.below(2) == 0) {
            attributes.put("lines", lines(values));
        }
        if (values.below(2) == 0) {
            attributes.put("m", nested(values));
        }
        if (values.below(3) == 0) {
            attributes.put("p", Packing.GZIP_BASE64.pack(values.writableText()));
            attributes.put("b", new Value.Bool(values.below(4) > 0));
        }
        attributes.put("PK", partition.value(values));
        attributes.put("SK", sort.value(values));
        return Item.of(attributes);
    }
}
