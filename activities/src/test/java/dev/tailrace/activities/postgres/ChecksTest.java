package dev.tailrace.activities.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tailrace.mappers.item.Bytes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingJson;
import dev.tailrace.mappers.mapping.RowLimit;
import dev.tailrace.mappers.mapping.TargetDdl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks of the way back on a real Postgres: they take all that a mapper writes, and refuse what could not go back. */
@Tag("stack")
class ChecksTest {
    private static final int ITEMS = 12_000;
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .build();

    private static EmbeddedPostgres postgres;
    private Connection connection;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        connection = postgres.getPostgresDatabase().getConnection();
        run("drop schema if exists app cascade");
        run("create schema app");
    }

    static Stream<Arguments> mappings() {
        return Stream.of(
                Arguments.of(51L, KeyType.S, KeyType.S, """
                        [ { when: { PK: '{a}##{b}', SK: 'x{n:int:3}-{c...}' }, into: 't', key: ['a', 'b', 'n', 'c'], rest: 'r',
                            columns: { v: 'numeric', w: 'text[]', x: { type: 'text', nul: 'escape' }, y: 'numeric[]' } },
                          { into: 'u', key: ['PK', 'SK'], columns: { SK: { type: 'text', nul: 'escape' }, v: 'timestamptz', w: 'bytea[]',
                            x: { type: 'text', values: ['#', "it's"] }, k: { value: "'" } }, rest: 'r', nul: 'escape' } ]"""),
                Arguments.of(52L, KeyType.S, KeyType.S, """
                        [ { when: { PK: '{a...}#{b}#{c}' }, into: 't', key: ['c', 'SK', 'b', 'a'],
                            columns: { SK: { type: 'text', nul: 'bytea' }, v: 'numeric(20,4)', w: 'text[]', y: 'numeric[]' } },
                          { when: { x: '{p}#{q}' }, into: 'w', key: ['PK', 'SK'], columns: { p: 'text', q: 'text' }, rest: 'r' },
                          { into: 'u', key: ['PK', 'SK'], owned: true, rest: '$m', nul: 'strip',
                            columns: { v: 'numeric', v2: { from: 'v', type: 'jsonb' }, w: 'text[]', w2: { from: 'w', type: 'jsonb' } } } ]"""),
                Arguments.of(53L, KeyType.N, KeyType.B, """
                        [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { v: 'timestamp', x: { type: 'text', nul: 'strip' } },
                            each: { w: { into: 'l', position: 'n', columns: { v: 'numeric', x: 'text', w: 'text[]' }, rest: 'r' } } } ]"""),
                Arguments.of(54L, KeyType.S, KeyType.N, """
                        [ { into: 't', key: ['PK', 'SK', 'yes'], rest: 'r', nul: 'escape', columns: { PK: { type: 'text', nul: 'escape' },
                            yes: { value: true, type: 'boolean' }, doc: { value: { a: 1, q: "'" }, type: 'jsonb' },
                            v: { type: 'numeric(20,4)', round: 'half-up' }, x: { type: 'text', also: ['N', 'BOOL', 'L', 'M'], nul: 'escape' },
                            w: { type: 'jsonb', decode: 'json', fallback: 'none' } } } ]"""));
    }

    @ParameterizedTest(name = "seed {0}: {3}")
    @MethodSource("mappings")
    void everyRowThatTheMapperMakesIsTaken(long seed, KeyType partition, KeyType sort, String rules) throws Exception {
        var keys = new KeySchema(new KeyAttribute("PK", partition), new KeyAttribute("SK", sort));
        var mapping = make(keys, rules);
        var items = new Items(new Random(seed));
        var rows = new TreeMap<String, Map<Object, Row>>();
        for (int i = 0; i < ITEMS; i++) {
            if (mapping.mapper().map(items.item(partition, sort)) instanceof Mapped.Rows made) {
                made.rows()
                        .forEach(row -> rows.computeIfAbsent(row.table().name(), t -> new LinkedHashMap<>())
                                .put(row.key(), row));
            }
        }
        assertThat(rows).hasSameSizeAs(mapping.mapper().tables());
        connection.setAutoCommit(false);
        for (var table : mapping.mapper().tables()) {
            var made = List.copyOf(rows.get(table.name()).values());
            assertThat(made).hasSizeGreaterThan(100);
            var sql = new TargetSql("app", table);
            sql.stage(connection, made);
            assertThat(sql.insertStaged(connection)).isEqualTo(made.size());
        }
        connection.rollback();
    }

    /** Of a template's fields, the checks take exactly those whose text is taken apart again as it was. */
    @ParameterizedTest
    @CsvSource({"'{a}##{b}'", "'{b...}##{a}'", "'x{a}#{b}#'", "'{a}#a{b...}'", "'{b...}ab{a}'"})
    void aFieldThatWouldBeFoundElsewhereIsRefused(String template) throws Exception {
        var keys = new KeySchema(new KeyAttribute("PK", KeyType.S), null);
        var mapping = make(keys, "[ { when: { PK: '%s' }, into: 't', key: ['a', 'b'] } ]".formatted(template));
        var random = new Random(7);
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            var a = Items.some(random, "ab#", 4);
            var b = Items.some(random, "ab#", 4);
            var key = template.replace("...", "").replace("{a}", a).replace("{b}", b);
            boolean same = mapping.mapper().map(Item.of(Map.of("PK", new Value.Text(key)))) instanceof Mapped.Rows rows
                    && rows.rows().getFirst().cells().equals(List.of(a, b));
            assertThat(takes("insert into app.t values ('%s', '%s') on conflict do nothing".formatted(a, b)))
                    .as("%s with %s and %s", template, a, b)
                    .isEqualTo(same);
            taken += same ? 1 : 0;
            refused += same ? 0 : 1;
        }
        assertThat(Math.min(taken, refused)).isGreaterThan(40);
    }

    @Test
    void whatTheSourceCouldNotHoldIsRefused() throws Exception {
        var keys = new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));
        make(keys, """
                [ { when: { PK: 'U#{u}' }, into: 't', key: ['u', 'SK'], rest: 'r', columns: { n: 'numeric', d: 'date', at: 'timestamptz',
                    tags: 'text[]', sums: 'numeric[]', e: { type: 'text', nul: 'escape' }, s: { type: 'text', values: ['A', 'B'] },
                    k: { value: 'k' } } } ]""");
        assertThat(takes("insert into app.t (u, \"SK\", k, r) values ('u', 's', 'k', '{}')"))
                .isTrue();
        for (var fine : List.of(
                "u = repeat('ü', 1023)",
                "\"SK\" = repeat('x', 1024)",
                "n = 99999999999999999999999999999999999999",
                "n = -1E-130",
                "d = '0001-01-01'",
                "at = '9999-12-31 23:59:59.999999Z'",
                "tags = '{a}'",
                "e = 'a\\\\\\0'",
                "s = 'B'",
                "(tags, r) = ('{}', '{\"tags\": []}')",
                "(tags, r) = ('{}', '{\"$m\": {\"tags\": [], \"$\": 1}}')",
                "(n, tags, r) = (1.000000000000000000000000000000000000001, null, '{\"n\": \"…\"}')")) {
            assertThat(takes("update app.t set " + fine)).as(fine).isTrue();
        }
        assertThat(takes("update app.t set (u, \"SK\", n, tags, e, r) = ('u', 's', 1, null, null, '{}')"))
                .isTrue();
        for (var beyond : List.of(
                "u = ''",
                "u = repeat('ü', 1024)",
                "\"SK\" = ''",
                "\"SK\" = repeat('x', 1025)",
                "n = 'NaN'",
                "n = '-Infinity'",
                "n = 1E126",
                "n = 1E-131",
                "n = 1.00000000000000000000000000000000000001",
                "d = 'infinity'",
                "d = '0001-01-01 BC'",
                "d = '10000-01-01'",
                "at = '-infinity'",
                "at = '10000-01-01Z'",
                "tags = '{}'",
                "tags = '{a,NULL}'",
                "tags = '{{a,b},{c,d}}'",
                "sums = '{1,NaN}'",
                "e = 'a\\b'",
                "e = repeat('x', 409601)",
                "s = 'C'",
                "k = 'other'",
                "r = '[]'")) {
            assertThat(takes("update app.t set " + beyond)).as(beyond).isFalse();
        }
    }

    @Test
    void aRowOfPartsIsTakenAndOneThatSaysNoPartsRefused() throws Exception {
        var keys = new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));
        var mapping = make(keys, """
                [ { when: { PK: 'doc#{d}', SK: '{chapter}#{n:int:3}' }, into: 't', key: ['d', 'chapter'], rest: 'r',
                    collect: { order: 'n', parts: 'total', join: 'data' }, columns: { body: { from: 'data', type: 'text' }, v: 'numeric', title: 'text' } } ]""");
        var chapter = "c".repeat(1_020);
        var parts = Stream.of(0, 1, 2)
                .map(n -> Item.of(Map.of(
                        "PK", new Value.Text("doc#" + "d".repeat(2_044)),
                        "SK", new Value.Text("%s#%03d".formatted(chapter, n)),
                        "total", new Value.Num(BigDecimal.valueOf(3)),
                        "$", new Value.Text("$"),
                        "v", new Value.Num(BigDecimal.ONE),
                        "data", new Value.Text("x".repeat(300_000)))))
                .toList();
        var mapper = mapping.mapper();
        var key = ((Mapped.Part) mapper.map(parts.getFirst())).key();
        var row = ((Collected.Whole) mapper.collect(key, parts)).row();
        connection.setAutoCommit(false);
        var sql = new TargetSql("app", row.table());
        sql.stage(connection, List.of(row));
        assertThat(sql.insertStaged(connection)).isOne();
        connection.commit();
        connection.setAutoCommit(true);

        assertThat(takes("update app.t set body = repeat('y', 16777216), r = '{\"_parts\": []}'"))
                .isTrue();
        for (var beyond : List.of(
                "r = '{}'",
                "r = '{\"_parts\": 3}'",
                "body = repeat('x', 16777217)",
                "title = repeat('x', 409601)",
                "v = 'NaN'",
                "chapter = chapter || 'c'",
                "d = d || 'd'")) {
            assertThat(takes("update app.t set " + beyond)).as(beyond).isFalse();
        }
        assertThat(mapping.limits())
                .filteredOn(limit -> limit.column().isEmpty() && limit.check() == null)
                .extracting(RowLimit::rule)
                .containsExactlyInAnyOrder(
                        "make parts of at most 400 KB each, names included",
                        "are made of at most 10,000 parts and 16 MiB",
                        "have parts whose n has at most 3 characters");
    }

    private Compiled.Ok make(KeySchema keys, String rules) throws Exception {
        var spec = ((MappingJson.Read.Ok) MappingJson.read(LENIENT.readTree(rules))).spec();
        var mapping = (Compiled.Ok) MappingCompiler.compile(spec, keys);
        for (var table : mapping.mapper().tables()) {
            var checks = mapping.limits().stream()
                    .filter(limit -> limit.table().equals(table.name()))
                    .map(RowLimit::check)
                    .filter(check -> check != null)
                    .toList();
            for (var ddl : TargetDdl.createTable("app", table, checks, null)) {
                run(ddl);
            }
        }
        return mapping;
    }

    private boolean takes(String statement) throws SQLException {
        try {
            run(statement);
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(statement + ": " + e.getMessage()).isIn("23514", "0A000");
            return false;
        }
    }

    private void run(String statement) throws SQLException {
        try (var one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    /** Items that DynamoDB takes, near the edges of what it takes. */
    private record Items(Random random) {
        static String some(Random random, String alphabet, int most) {
            var text = new StringBuilder();
            for (int n = random.nextInt(most + 1); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            return text.toString();
        }

        Item item(KeyType partition, KeyType sort) {
            var attributes = new HashMap<String, Value>();
            for (var name : List.of("v", "w", "x", "y", "$", "z\\")) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> {}
                    case 2 -> attributes.put(name, value(2));
                    default -> attributes.put(name, fitting(name));
                }
            }
            attributes.put("PK", key(partition, 2_048));
            attributes.put("SK", key(sort, 1_024));
            return Item.of(attributes);
        }

        private Value key(KeyType type, int most) {
            return switch (type) {
                case N -> new Value.Num(number());
                case B -> new Value.Binary(Bytes.of(new byte[random.nextInt(10) > 0 ? 1 + random.nextInt(9) : most]));
                case S -> {
                    var text = switch (random.nextInt(3)) {
                        case 0 -> "x" + (100 + random.nextInt(900)) + "-" + text(6) + "k";
                        case 1 -> text(4) + "b##" + text(4) + "k";
                        default -> text(9) + "k";
                    };
                    yield new Value.Text(random.nextInt(10) > 0 ? text : "x".repeat(most - 2 * text.length()) + text);
                }
            };
        }

        private String text(int most) {
            return some(random, "ab##-\\0'\0ü", most);
        }

        private BigDecimal number() {
            var digits = some(random, "0123456789", 37) + "1";
            int scale = 125 - random.nextInt(212);
            var number = new BigDecimal((random.nextInt(3) == 0 ? "-" : "") + digits);
            return random.nextInt(3) == 0 ? number.scaleByPowerOfTen(scale - 38) : number;
        }

        /** What the columns of the mappings take. */
        private Value fitting(String name) {
            return switch (name) {
                case "v" ->
                    switch (random.nextInt(4)) {
                        case 0 -> new Value.Num(number());
                        case 1 -> new Value.Text(some(random, "0123456789", 300) + "7");
                        case 2 -> new Value.Text("0001-01-01T00:00:00" + (random.nextInt(2) == 0 ? "Z" : ""));
                        default -> new Value.Text("9999-12-31T23:59:59.999999" + (random.nextInt(2) == 0 ? "Z" : ""));
                    };
                case "w" ->
                    switch (random.nextInt(4)) {
                        case 0 -> Value.TextSet.of(several(() -> text(3)));
                        case 1 -> Value.BinarySet.of(several(() -> Bytes.of(text(3).getBytes(UTF_8))));
                        default -> new Value.ListOf(random.nextInt(2) == 0 ? List.of() : several(() -> element(2)));
                    };
                case "y" ->
                    random.nextInt(2) == 0
                            ? Value.NumSet.of(several(this::number))
                            : new Value.ListOf(several(() -> new Value.Num(BigDecimal.ONE)));
                default -> new Value.Text(random.nextInt(3) == 0 ? "#" : text(6));
            };
        }

        private Value value(int depth) {
            return switch (random.nextInt(depth > 0 ? 11 : 9)) {
                case 0 -> new Value.Text(text(6));
                case 1 -> new Value.Text("x".repeat(random.nextInt(99) == 0 ? 409_000 : 3) + "#q");
                case 2 -> new Value.Text(some(random, "0123456789", 300) + "7");
                case 3 -> new Value.Num(number());
                case 4 -> new Value.Null();
                case 5 ->
                    new Value.Text(random.nextInt(2) == 0 ? "9999-12-31T23:59:59.999999" : "0001-01-01T00:00:00Z");
                case 6 -> Value.TextSet.of(several(() -> text(3)));
                case 7 -> Value.NumSet.of(several(this::number));
                case 8 -> Value.BinarySet.of(several(() -> Bytes.of(text(3).getBytes(UTF_8))));
                case 9 -> new Value.ListOf(random.nextInt(2) == 0 ? List.of() : several(() -> element(depth)));
                default -> new Value.MapOf(Value.inOrder(Map.of("v", value(depth - 1), "$x", value(depth - 1))));
            };
        }

        /** Of one kind mostly: such a list becomes an array, too. */
        private Value element(int depth) {
            return random.nextInt(4) > 0 ? new Value.Text("a") : value(depth - 1);
        }

        private <T> List<T> several(Supplier<T> one) {
            var several = new ArrayList<>(List.of(one.get()));
            for (int i = random.nextInt(3); i > 0; i--) {
                several.add(one.get());
            }
            return several;
        }
    }
}
