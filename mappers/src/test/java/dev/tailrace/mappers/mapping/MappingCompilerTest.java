package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.problem.Code;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingCompilerTest {
    private static final KeySchema NUMBER = new KeySchema(new KeyAttribute("id", KeyType.N), null);
    private static final KeySchema BINARY = new KeySchema(new KeyAttribute("id", KeyType.B), null);
    private static final String WHOLE = "{ into: 't', key: ['PK', 'SK'] }";

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        PK_SK,
                        "[ { when: { PK: '{a}{b}' }, into: 't', key: ['a', 'b', 'SK'] } ]",
                        "/0/when/PK",
                        Code.M001,
                        "The template {a}{b} has the fields a and b with nothing between them, so their border is unknown."),
                wrong(
                        BINARY,
                        "[ { when: { id: 'x{a}' }, into: 't', key: ['a'] } ]",
                        "/0/when/id",
                        Code.M001,
                        "The key attribute id is binary; templates match text and numbers."),
                wrong(
                        PK_SK,
                        "[ { when: { PK: 'A#{a:int}', SK: 'B#{a:date}' }, into: 't', key: ['a'] } ]",
                        "/0/when/SK",
                        Code.M001,
                        "The field a has two types."),
                wrong(
                        PK_SK,
                        "[ { when: { PK: '{n:int}' }, into: 't', key: ['n', 'SK'], columns: { n: 'date' } } ]",
                        "/0/columns/n",
                        Code.M001,
                        "The field n is int in the template and date as a column."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { SK: 'jsonb' } } ]",
                        "/0/columns/SK",
                        Code.M002,
                        "The column SK is jsonb, which no key and no field of a template can be."),
                wrong(
                        NUMBER,
                        "[ { into: 't', key: ['id'], columns: { id: 'date' } } ]",
                        "/0/key",
                        Code.M002,
                        "The key attribute id is N, which does not come back from a column date."),
                wrong(PK_SK, "[ { into: 't', key: [] } ]", "/0/key", Code.M002, "The rule states no key."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: 'varchar' } } ]",
                        "/0/columns/a",
                        Code.M003,
                        "The column type 'varchar' is unknown."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: { from: 'b' } } } ]",
                        "/0/columns/a",
                        Code.M004,
                        "The type of the column a cannot be found: it holds the attribute b, which is not a key attribute."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: { type: 'timestamptz', unit: 'h' } } } ]",
                        "/0/columns/a",
                        Code.F004,
                        "The unit 'h' is unknown."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: { type: 'date', unit: 's' } } } ]",
                        "/0/columns/a",
                        Code.F004,
                        "A unit is stated for date, which has none."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { SK: { unit: 's' } } } ]",
                        "/0/columns/SK",
                        Code.F004,
                        "A unit is stated without a type."),
                wrong(
                        PK_SK,
                        "[ { when: { SK: '{n:int}' }, into: 't', key: ['PK', 'n'], columns: { n: { values: ['1'] } } } ]",
                        "/0/columns/n",
                        Code.F004,
                        "Values are stated for bigint."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: { from: 'b', type: 'text', case: 'lower' } } } ]",
                        "/0/columns/a",
                        Code.F004,
                        "The column a says how it is computed, and not of what."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: { of: 'b', by: 'md5', type: 'int8' } } } ]",
                        "/0/columns/a",
                        Code.M003,
                        "The column type 'int8' is unknown."),
                wrong(
                        PK_SK,
                        "[ { when: { kind: 'a' }, into: 't', key: ['PK', 'SK'] }, { into: 't', key: ['PK', 'SK'], rest: 'r' } ]",
                        "/1/into",
                        Code.M005,
                        "The rules 1 and 2 write t differently: only one of them has 'r jsonb'."),
                wrong(
                        PK_SK,
                        "[ { into: '', key: ['PK', 'SK'] } ]",
                        "/0/into",
                        Code.M006,
                        "The table name '' is empty."),
                wrong(
                        PK_SK,
                        "[ { into: '" + "é".repeat(32) + "', key: ['PK', 'SK'] } ]",
                        "/0/into",
                        Code.M006,
                        "The table name '" + "é".repeat(32) + "' has 64 bytes; Postgres cuts names at 63."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], rest: 'ctid' } ]",
                        "/0/rest",
                        Code.M006,
                        "The column name 'ctid' is the name of a Postgres system column."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK', 'PK'] } ]",
                        "/0/key/2",
                        Code.M007,
                        "Two columns have the name PK."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SK'], columns: { a: 'text' }, rest: 'a' } ]",
                        "/0/rest",
                        Code.M007,
                        "Two columns have the name a."),
                wrong(
                        PK_SK,
                        "[ { when: { SK: '{day}#{shard}' }, into: 't', key: ['PK', 'day'] } ]",
                        "/0/key",
                        Code.M008,
                        "Rows of t do not identify their items: the field shard of SK is not in the key [PK, day], so two items could become one row."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK'] } ]",
                        "/0/key",
                        Code.M008,
                        "Rows of t do not identify their items: the source's key attribute SK is neither in the key [PK] nor fixed by a template."),
                wrong(
                        PK_SK,
                        "[ { when: { PK: 'A#{id}', SK: 'X' }, into: 't', key: ['id'] }, { when: { PK: 'B#{id}', SK: 'X' }, into: 't', key: ['id'] } ]",
                        "/1/into",
                        Code.M008,
                        "Rows of t do not identify their items: the rules 1 and 2 write it from different key templates, so one row could belong to two items."),
                wrong(
                        PK_SK,
                        "[ { when: { SK: '{day}#{shard}' }, into: 't', key: ['PK', 'day'], owned: true, each: { l: { into: 'c', position: 'n', rest: 'r' } } } ]",
                        "/0/each",
                        Code.M008,
                        "Rows of t belong to an item by the application's rule only, and so those of its child tables would belong to none."),
                wrong(
                        PK_SK,
                        "[ { when: { PK: { prefix: 'a' } }, into: 't', key: ['PK', 'SK'], owned: true }, { into: 't', key: ['PK', 'SK'] } ]",
                        "/1/into",
                        Code.M005,
                        "The rules 1 and 2 write t differently: one of them is owned."),
                wrong(
                        PK_SK,
                        "[ " + WHOLE + ", { when: { PK: 'A' }, into: 'u', key: ['SK'] } ]",
                        "/1",
                        Code.M009,
                        "The rule can never match an item: rule 1 matches all of them before it."),
                wrong(
                        PK_SK,
                        "[ { when: { PK: 'A#{x}' }, into: 't', key: ['x', 'SK'] }, { when: { PK: 'A#{y}' }, into: 'u', key: ['y', 'SK'] } ]",
                        "/1",
                        Code.M009,
                        "The rule can never match an item: rule 1 matches all of them before it."),
                wrong(
                        PK_SK,
                        "[ { when: { PK: 'A#{x}' }, into: 't', key: ['x', 'SK'] }, { when: { PK: 'A#B#{y}', SK: 'Z' }, into: 'u', key: ['y'] } ]",
                        "/1",
                        Code.M009,
                        "The rule can never match an item: rule 1 matches all of them before it."),
                wrong(
                        PK_SK,
                        "[ { into: 't', key: ['PK', 'SKK'] } ]",
                        "/0/key/1",
                        Code.M010,
                        "The key column SKK is neither a field of the rule's templates nor a key attribute of the source."));
    }

    @Test
    void aSuffixIsRemovedByConsentAndTheRowNamesItsItem() {
        var compiled = compiled(
                PK_SK,
                "[ { when: { PK: '{day}#{shard:int}' }, into: 't', key: ['day', 'SK'], rest: 'r', owned: true } ]");

        assertThat(compiled.kinds()).singleElement().satisfies(kind -> {
            assertThat(kind.kind()).isEqualTo(TableKind.Kind.OWNED);
            assertThat(kind.reason()).contains("ask the source");
        });
        assertThat(compiled.mapper().map(item("{PK: {S: '2026-11-28#7'}, SK: {S: 'e'}, a: {N: '1'}}")))
                .isInstanceOfSatisfying(
                        Mapped.Rows.class,
                        rows -> assertThat(rows.rows().getFirst().cells())
                                .containsExactly(
                                        "2026-11-28",
                                        "e",
                                        "{\"a\":1}",
                                        "{\"PK\":{\"S\":\"2026-11-28#7\"},\"SK\":{\"S\":\"e\"}}"));
    }

    private static Arguments wrong(KeySchema keys, String mapping, String pointer, Code code, String what) {
        return Arguments.of(what, keys, mapping, pointer, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongMappingIsRefusedWithPlaceCodeAndFix(
            String what, KeySchema keys, String mapping, String pointer, Code code) {
        assertThat(problems(keys, mapping)).singleElement().satisfies(problem -> {
            assertThat(problem.what()).isEqualTo(what);
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.code()).isEqualTo(code.id());
            assertThat(problem.fix()).isNotBlank();
        });
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        assertThat(problems(PK_SK, """
                [ { when: { PK: '' }, into: '', key: ['PK', 'x'], columns: { a: 'float', xmin: 'text' } },
                  { into: 't', key: ['PK'] } ]
                """))
                .extracting(MappingProblem::pointer)
                .containsExactly("/0/when/PK", "/0/into", "/0/columns/xmin", "/0/columns/a", "/1/key");
    }

    @Test
    void moreColumnsThanPostgresTakesAreRefused() {
        var columns =
                IntStream.range(0, 1_599).mapToObj(i -> "c" + i + ": 'text'").collect(Collectors.joining(","));

        assertThat(problems(PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { " + columns + " } } ]"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("TR-M006"));
    }

    @Test
    void aRuleBehindOneThatTakesSomeOfItsItemsIsFine() {
        var compiled = compiled(PK_SK, """
                [ { when: { PK: '{x}', SK: '{x}' }, into: 'roots', key: ['x'] },
                  { when: { PK: 'A#{x}', SK: 'B#{y}' }, into: 'a', key: ['x', 'y'] },
                  { when: { PK: 'A#{x}' }, into: 'b', key: ['x', 'SK'] },
                  { into: 'others', key: ['PK', 'SK'] } ]
                """);

        assertThat(compiled.mapper().tables()).hasSize(4);
    }

    @Test
    void theKindSaysWhyAndWhetherTheKeyAloneDecides() {
        var compiled = compiled(PK_SK, """
                [ { when: { PK: 'A#{a}', SK: 'X' }, into: 'a', key: ['a'], rest: 'r' },
                  { when: { PK: 'B#{b}', kind: 'b' }, into: 'b', key: ['b', 'SK'], rest: 'r' },
                  { when: { PK: 'C#{c}' }, into: 'c', key: ['c', 'SK'], rest: 'r' } ]
                """);

        assertThat(compiled.kinds())
                .containsExactly(
                        new TableKind(
                                "a",
                                TableKind.Kind.INJECTIVE,
                                "The target key determines the source key: PK is formatted from a, SK is always the same.",
                                true),
                        new TableKind(
                                "b",
                                TableKind.Kind.INJECTIVE,
                                "The target key determines the source key: PK is formatted from b, SK is the column SK.",
                                false),
                        new TableKind(
                                "c",
                                TableKind.Kind.INJECTIVE,
                                "The target key determines the source key: PK is formatted from c, SK is the column SK.",
                                false));
    }

    @Test
    void aKeyOfAnotherAttributeTooIsInjectiveButCanMove() {
        var compiled = compiled(
                PK_SK, "[ { into: 't', key: ['status', 'PK', 'SK'], columns: { status: 'text' }, rest: 'r' } ]");

        assertThat(compiled.kinds())
                .singleElement()
                .satisfies(kind -> assertThat(kind.keyFromKeyAlone()).isFalse());
        assertThat(compiled.warnings())
                .containsExactly(
                        "Keys of t may be too long for a Postgres index (2,704 bytes after compression): the attribute status has no limit; "
                                + "an item with such a key goes to quarantine; map --try says which do.");
    }

    @Test
    void risksAreWarnings() {
        assertThat(compiled(PK_SK, "[ " + WHOLE + " ]").leftBehind())
                .containsExactly("Rule 1 into t has no rest column: attributes that no column takes are left behind.");
        assertThat(compiled(PK_SK, "[ " + WHOLE + " ]").warnings())
                .containsExactly(
                        "Keys of t may be too long for a Postgres index (2,704 bytes after compression): the source's keys have up to 3072 bytes; "
                                + "an item with such a key goes to quarantine; map --try says which do.");
        assertThat(compiled(PK_SK, "[ { when: { SK: '{n:int}' }, into: 't', key: ['PK', 'n'], rest: 'r' } ]")
                        .warnings())
                .isEmpty();
    }

    @Test
    void typesComeFromTheTemplateOrTheSourceKey() {
        var keys = new KeySchema(new KeyAttribute("id", KeyType.B), new KeyAttribute("n", KeyType.N));
        var compiled = compiled(keys, "[ { when: { n: '{v}' }, into: 't', key: ['id', 'v'], rest: 'r' } ]");
        var typed = compiled(
                PK_SK,
                "[ { when: { SK: '{d:date}#{n:int}' }, into: 't', key: ['PK', 'd', 'n'], columns: { n: 'integer' } } ]");

        assertThat(compiled.mapper().tables().getFirst().columns())
                .extracting(column -> column.type().ddl())
                .containsExactly("bytea", "numeric", "jsonb");
        assertThat(typed.mapper().tables().getFirst().columns())
                .extracting(column -> column.type().ddl())
                .containsExactly("text COLLATE \"C\"", "date", "integer");
    }
}
