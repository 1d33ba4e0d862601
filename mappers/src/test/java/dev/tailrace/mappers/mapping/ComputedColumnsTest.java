package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shard numbers, date buckets and texts that are computed, and so passed over on the way back. */
class ComputedColumnsTest {
    /** The numbers are what Python's hashlib, zlib and datetime give. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ of: 'a', by: 'md5', mod: 10 } | {S: 'event-1'} | 5",
                "{ of: 'a', by: 'md5-last-hex' } | {S: 'event-1'} | 3",
                "{ of: 'a', by: 'md5-last-hex', mod: 10 } | {S: 'event-1'} | 3",
                "{ of: 'a', by: 'sha256', mod: 10 } | {S: 'event-1'} | 1",
                "{ of: 'a', by: 'crc32' } | {S: '123456789'} | 3421780262",
                "{ of: 'a', by: 'crc32', mod: 7 } | {N: '123456789'} | 5",
                "{ of: 'a', by: 'epoch' } | {S: '1970-01-02T00:00:01.9'} | 86401",
                "{ of: 'a', by: 'epoch', mod: 10 } | {S: '1969-12-31T23:59:59Z'} | 9",
                "{ of: 'a', bucket: 'day' } | {S: '2026-01-31T23:30:00-01:00'} | 2026-02-01",
                "{ of: 'a', bucket: 'month' } | {S: '2026-01-31'} | 2026-01",
                "{ of: 'a', bucket: 'hour' } | {N: '1700000000'} | 2023-11-14T22",
                "{ of: 'a', prefix: 'USER#', suffix: '!' } | {S: 'u'} | USER#u!",
                "{ of: 'a', by: 'crc32', mod: 7, prefix: 's' } | {S: '123456789'} | s5",
                "{ of: 'a', by: 'md5', list: ['x', 'y', 'z'] } | {S: 'event-1'} | x",
                "{ of: 'a', by: 'md5-last-hex', list: ['x', 'y'] } | {S: 'event-1'} | y",
                "{ of: 'a', by: 'crc32', list: ['1', '2', '3'], type: 'smallint' } | {S: '123456789'} | 3",
                "{ of: 'a', by: 'epoch', list: ['x', 'y', 'z'] } | {N: '1700000000'} | z",
                "{ of: 'a', by: 'md5', form: 'hex' } | {S: '168'} | 006f52e9102a8d3be2fe5614f42ba989",
                "{ of: 'a', by: 'crc32', form: 'hex' } | {S: '33'} | 0a6216d9",
                "{ of: 'a', by: 'sha256', form: 'hex' } | {S: 'event-1'} | ce36863f51b6baf9d16397ffb3e9af506b284a816f72d487e55943c1fd974d6d",
                "{ of: 'a', case: 'upper' } | {S: 'Straße'} | STRASSE",
                "{ of: 'a', case: 'lower' } | {S: 'ΟΔΟΣ I'} | οδος i",
                "{ of: 'a', case: 'upper', by: 'md5', form: 'hex' } | {S: 'straße'} | e070364ed61a06a17353ddaf92fce8d8",
                "{ of: 'a', case: 'upper', suffix: '!' } | {N: '5'} | 5!",
                "{ of: 'a.b', case: 'lower' } | {M: {b: {S: 'X'}}} | x",
            })
    void aColumnIsComputedOfAnAttribute(String column, String attribute, String cell) {
        var mapper =
                mapper(PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { c: %s }, rest: 'r' } ]".formatted(column));
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'}, a: %s }".formatted(attribute));
        var row = row(mapper, item, PK_SK);

        assertThat(cells(row)).containsEntry("c", cell);
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @Test
    void aKeyMayGetAShardAndABucket() {
        var mapper = mapper(PK_SK, """
            [ { when: { PK: '{sensor}', SK: '{at:timestamp}' }, into: 'readings', key: ['sensor', 'day', 'shard', 'at'],
                columns: { day: { of: 'at', bucket: 'day' }, shard: { of: 'at', by: 'epoch', mod: 10 } }, rest: 'r' } ]\
            """);
        var item = item("{ PK: {S: 'x'}, SK: {S: '2026-01-31T10:00:07'} }");
        var row = row(mapper, item, PK_SK);

        assertThat(row.key().cells()).containsExactly("x", "2026-01-31", "7", "2026-01-31 10:00:07");
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        mapper.itemKey(new RowKey("readings", List.of("x", "2026-01-31", "8", "2026-01-31 10:00:07"))));
        assertThat(compiled(PK_SK, """
            [ { into: 't', key: ['PK', 'SK', 's'], columns: { s: { of: 'a', by: 'md5', mod: 10 } }, rest: 'r' } ]\
            """).kinds().getFirst().keyFromKeyAlone()).isFalse();
    }

    @Test
    void whatNothingCanBeComputedOfIsRefused() {
        var mapper = mapper(PK_SK, """
            [ { into: 't', key: ['PK', 'SK', 's'], columns: { s: { of: 'a', bucket: 'day' } }, rest: 'r' } ]\
            """);

        assertThat(refusal(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'} }")).code())
                .isEqualTo("TR-M024");
        assertThat(refusal(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'}, a: {S: 'now'} }"))
                        .code())
                .isEqualTo("TR-M022");
    }

    @Test
    void aPathInAKeyMayBeAbsentAndThenTheItemIsRefused() {
        var mapper = mapper(PK_SK, """
            [ { into: 't', key: ['PK', 'SK', 'c'], columns: { c: { of: 'a.b', case: 'lower' } }, rest: 'r' } ]\
            """);

        assertThat(refusal(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'}, a: {S: 'x'} }")))
                .isEqualTo(new Mapped.Refused("TR-M024", "The attribute a.b of the key of t is missing."));
    }

    @Test
    void textThatHasNoCaseIsNotComputed() {
        var mapper = mapper(PK_SK, """
            [ { into: 't', key: ['PK', 'SK'], columns: { c: { of: 'a', case: 'lower' } }, rest: 'r' } ]\
            """);

        assertThat(refusal(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'}, a: {B: 'AA=='} }"))
                        .code())
                .isEqualTo("TR-M022");
    }

    /** Two items may differ by case only; so a key needs the text itself, too, or the application's word that there are none. */
    @Test
    void caseAndDigestsAreInAKeyBesideTheirSourceOrByConsent() {
        var lower = "columns: { low: { of: 'PK', case: 'lower' } }";
        assertThat(problems(PK_SK, "[ { into: 't', key: ['low', 'SK'], " + lower + " } ]"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("TR-M008");
                    assertThat(problem.what())
                            .contains(
                                    "PK is neither in the key [low, SK] (low is computed from it, and does not restore it)");
                    assertThat(problem.fix()).contains("owned: true");
                });
        assertThat(problems(PK_SK, """
            [ { when: { PK: 'U#{mail}' }, into: 't', key: ['d', 'SK'], columns: { d: { of: 'mail', by: 'sha256', form: 'hex' } } } ]\
            """).getFirst().what())
                .contains("(d is computed from it, and does not restore it), so two items could become one row");
        assertThat(compiled(PK_SK, "[ { into: 't', key: ['low', 'PK', 'SK'], " + lower + ", rest: 'r' } ]")
                        .kinds()
                        .getFirst())
                .satisfies(kind -> assertThat(kind.keyFromKeyAlone()).isTrue());
        assertThat(compiled(PK_SK, "[ { into: 't', key: ['low', 'SK'], " + lower + ", rest: 'r', owned: true } ]")
                        .kinds()
                        .getFirst()
                        .kind())
                .isEqualTo(TableKind.Kind.OWNED);
    }

    @Test
    void aDigestIsAShortKeyOfALongText() {
        var digests = "p: { of: 'PK', by: 'sha256', form: 'hex' }, s: { of: 'SK', by: 'sha256', form: 'hex' }";
        var compiled = compiled(
                PK_SK,
                "[ { into: 't', key: ['p', 's'], columns: { %s, path: { from: 'PK', type: 'text' } }, rest: 'r', owned: true } ]"
                        .formatted(digests));
        var item = item("{ PK: {S: '%s'}, SK: {S: 's'} }".formatted("/ä".repeat(680)));
        var rows = ((Mapped.Rows) compiled.mapper().map(item)).rows();

        assertThat(compiled.warnings()).isEmpty();
        assertThat(rows.getFirst().key().cells())
                .allSatisfy(cell -> assertThat(cell).hasSize(64));
        assertThat(compiled.mapper().unmap(rows)).isEqualTo(item);
        assertThat(compiled(PK_SK, "[ { into: 't', key: ['PK', 'SK'], rest: 'r', owned: true } ]")
                        .warnings())
                .singleElement()
                .asString()
                .contains("up to 3072 bytes");
        assertThat(compiled(
                                PK_SK,
                                "[ { into: 't', key: ['PK', 'low'], columns: { low: { of: 'a', case: 'lower' } }, rest: 'r', owned: true } ]")
                        .warnings())
                .singleElement()
                .asString()
                .contains("the attribute a has no limit");
    }

    @Test
    void aShardThatTheKeyLosesIsNotInjective() {
        assertThat(problems(PK_SK, "[ { when: { PK: '{status}#{shard:int}' }, into: 't', key: ['status', 'SK'] } ]"))
                .extracting(MappingProblem::code)
                .containsExactly("TR-M008");
    }

    /** What is left out of the list is how the message says what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ of: 'x', by: 'md6' } | is by md6.",
                "{ of: 'x', by: 'random' } | is by random.",
                "{ of: 'x', mod: 3 } | has a mod without a number, or below 1.",
                "{ of: 'x', by: 'md5', mod: 0 } | has a mod without a number, or below 1.",
                "{ of: 'x', bucket: 'week' } | has an unknown bucket, or a number next to it.",
                "{ of: 'x', bucket: 'day', by: 'md5' } | has an unknown bucket, or a number next to it.",
                "{ of: 'x' } | says nothing of how.",
                "{ of: 'x', by: 'md5', type: 'jsonb' } | has a type that no computed text is.",
                "{ of: 'x', from: 'y', by: 'md5' } | also takes an attribute as it is.",
                "{ of: 'x', by: 'md5', zone: 'UTC' } | also takes an attribute as it is.",
                "{ of: 'x', by: 'md5', decode: 'gzip' } | also takes an attribute as it is.",
                "{ of: 'x..y', by: 'md5' } | is of a path that has an empty name, a lone backslash, or a bracket that begins no place.",
                "{ of: 'x', list: ['a'] } | has a list without a number that chooses, or with a mod: the list's length is what divides.",
                "{ of: 'x', by: 'md5', mod: 2, list: ['a'] } | has a list without a number that chooses, or with a mod: the list's length is what divides.",
                "{ of: 'x', by: 'md5', list: ['1', 'b'], type: 'integer' } | has 'b' in its list, which integer does not take.",
                "{ of: 'x', by: 'md5', form: 'base64' } | has an unknown form, or of no whole digest.",
                "{ of: 'x', by: 'md5', form: 'hex', mod: 3 } | has an unknown form, or of no whole digest.",
                "{ of: 'x', by: 'epoch', form: 'hex' } | has an unknown form, or of no whole digest.",
                "{ of: 'x', case: 'title' } | has an unknown case, or the case of a time.",
                "{ of: 'x', case: 'lower', bucket: 'day' } | has an unknown case, or the case of a time.",
            })
    void aComputationThatMakesNoSenseIsToldWithItsReason(String column, String reason) {
        assertThat(problems(
                        PK_SK, "[ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { c: %s } } ]".formatted(column)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("TR-F004");
                    assertThat(problem.what()).isEqualTo("The column c cannot be computed: it " + reason);
                });
    }
}
