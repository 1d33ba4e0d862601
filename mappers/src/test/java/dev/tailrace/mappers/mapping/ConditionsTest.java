package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.read;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule may ask of attributes, and what becomes of items that no rule matches. */
class ConditionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ equals: 'A' } | {S: 'A'} | {S: 'a'}",
                "{ equals: 1.50 } | {N: '1.5'} | {S: '1.5'}",
                "{ equals: true } | {BOOL: true} | {S: 'true'}",
                "{ prefix: 'A' } | {S: 'Ab'} | {S: 'bA'}",
                "{ prefix: '1' } | {S: '12'} | {N: '12'}",
                "{ present: true } | {NULL: true} |",
                "{ present: false } | | {NULL: true}",
                "{ type: 'M' } | {M: {}} | {L: []}",
                "{ template: '{x}#{y}', type: 'S' } | {S: 'a#b'} | {S: 'ab'}",
                "{ prefix: '1', template: '{x}' } | {S: '1'} | {N: '1'}",
                "{ in: ['A', 1, true] } | {S: 'A'} | {S: 'a'}",
                "{ in: ['A', 1, true] } | {N: '1.0'} | {S: '1'}",
                "{ in: ['A', 1, true] } | {BOOL: true} |",
                "{ suffix: '#v1' } | {S: 'x#v1'} | {S: '#v10'}",
                "{ suffix: '1' } | {S: '21'} | {N: '21'}",
                "{ not: { equals: 'A' } } | {S: 'a'} | {S: 'A'}",
                "{ not: { equals: 'A' } } | | {S: 'A'}",
                "{ not: { in: ['A', 'B'] } } | {S: 'C'} | {S: 'B'}",
                "{ not: { prefix: 'A', suffix: 'z' } } | {S: 'A'} | {S: 'Az'}",
                "{ not: { type: 'NULL' }, present: true } | {S: 'A'} | {NULL: true}",
                "{ not: { prefix: 'tmp' }, template: '{x}#{y}' } | {S: 'a#b'} | {S: 'tmp#b'}",
            })
    void anItemIsTakenWhereAllThatIsAskedHolds(String condition, String taken, String other) {
        var mapper = mapper(
                PK_SK,
                "[ { when: { a: %s }, into: 't', key: ['PK', 'SK'], rest: 'r' }, { into: 'u', key: ['PK', 'SK'], rest: 'r' } ]"
                        .formatted(condition));

        assertThat(row(mapper, item(with(taken)), PK_SK).table().name()).isEqualTo("t");
        assertThat(row(mapper, item(with(other)), PK_SK).table().name()).isEqualTo("u");
        for (var attribute : new String[] {taken, other}) {
            assertThat(mapper.unmap(List.of(row(mapper, item(with(attribute)), PK_SK))))
                    .isEqualTo(item(with(attribute)));
        }
    }

    private static String with(String attribute) {
        return "{ PK: {S: 'p'}, SK: {S: 's'}" + (attribute == null ? "" : ", a: " + attribute) + " }";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ a: { prefix: 'A' } } | { a: { prefix: 'AB' } } | true",
                "{ a: { prefix: 'AB' } } | { a: { prefix: 'A' } } | false",
                "{ a: { prefix: 'A' } } | { a: { equals: 'AB' } } | true",
                "{ a: { prefix: 'A' } } | { a: 'AB{x}' } | false",
                "{ PK: { prefix: 'A' } } | { PK: 'AB{x}' } | true",
                "{ PK: { type: 'S' } } | { } | true",
                "{ PK: { present: true } } | { SK: 'x' } | true",
                "{ a: { present: true } } | { a: { type: 'NULL' } } | true",
                "{ a: { present: true } } | { a: 'x{y}' } | true",
                "{ a: { present: true } } | { b: { present: true } } | false",
                "{ a: { present: false } } | { a: { present: false }, b: 'x' } | true",
                "{ a: { type: 'S' } } | { a: { equals: 'x' } } | true",
                "{ a: { type: 'S' } } | { a: '{x}' } | false",
                "{ a: '{x}' } | { a: { equals: 'x' } } | false",
                "{ a: { equals: 1 } } | { a: { equals: 1.0 } } | true",
                "{ a: { equals: 1, type: 'S' } } | { a: { equals: 1 } } | false",
                "{ a: { in: ['x', 'y'] } } | { a: { equals: 'x' } } | true",
                "{ a: { in: ['x', 'y'] } } | { a: { in: ['y'] } } | true",
                "{ a: { in: ['x'] } } | { a: { in: ['x', 'y'] } } | false",
                "{ a: { in: ['x'] } } | { } | false",
                "{ a: { suffix: 'x' } } | { a: { suffix: 'yx' } } | true",
                "{ a: { suffix: 'yx' } } | { a: { suffix: 'x' } } | false",
                "{ a: { suffix: 'x' } } | { a: { equals: 'yx' } } | true",
                "{ a: { not: { equals: 'x' } } } | { a: { not: { equals: 'x' } }, b: 'y' } | true",
                "{ a: { not: { equals: 'x' } } } | { a: { equals: 'x' } } | false",
                "{ a: { not: { equals: 'x' } } } | { } | false",
                "{ a: { present: true } } | { a: { in: ['x'] } } | true",
                "{ a: { present: true } } | { a: { not: { equals: 'x' } } } | false",
                "{ a: { type: 'S' } } | { a: { suffix: 'x' } } | true",
                "{ PK: 'x{y?}' } | { PK: 'x{y}' } | true",
                "{ PK: 'x{y}' } | { PK: 'x{y?}' } | false",
                "{ PK: 'x{n:int:3+}' } | { PK: 'x{y}' } | false",
            })
    void aRuleThatAnEarlierOneLeavesNothingIsTold(String earlier, String later, boolean covered) {
        var compiled = Mappings.compile(PK_SK, """
                [ { when: %s, into: 't', key: ['PK', 'SK'], rest: 'r' }, { when: %s, into: 'u', key: ['PK', 'SK'], rest: 'r' } ]""".formatted(earlier, later));

        assertThat(compiled instanceof Compiled.Refused refused
                        && refused.problems().stream().anyMatch(p -> p.code().equals("TR-M009")))
                .isEqualTo(covered);
    }

    @Test
    void aKeyAttributeThatIsFixedNeedsNoColumn() {
        var mapper =
                mapper(PK_SK, "[ { when: { SK: { equals: 'PROFILE' } }, into: 'users', key: ['PK'], rest: 'r' } ]");
        var user = item("{ PK: {S: 'u'}, SK: {S: 'PROFILE'} }");

        assertThat(row(mapper, user, PK_SK).key().cells()).containsExactly("u");
        assertThat(refusal(mapper, item("{ PK: {S: 'u'}, SK: {S: 'profile'} }")).code())
                .isEqualTo("TR-M020");
    }

    @Test
    void theKeyDecidesAloneUnlessAnotherAttributeIsAsked() {
        assertThat(compiled(PK_SK, """
                [ { when: { PK: { prefix: 'A' } }, into: 't', key: ['PK', 'SK'], rest: 'r' },
                  { when: { a: { present: true } }, into: 'u', key: ['PK', 'SK'], rest: 'r' },
                  { else: { into: 'v' } } ]""").kinds())
                .extracting(TableKind::keyFromKeyAlone)
                .containsExactly(true, false, false);
    }

    @Test
    void rulesOfOneTableLeadBackFromEachOthersKeys() {
        var mapper = mapper(PK_SK, """
                [ { when: { PK: { prefix: 'A' } }, into: 't', key: ['PK', 'SK'], columns: { k: { value: 'a' } }, rest: 'r' },
                  { into: 't', key: ['PK', 'SK'], columns: { k: { value: 'other' } }, rest: 'r' } ]""");

        for (var pk : List.of("A1", "B1")) {
            var item = item("{ PK: {S: '%s'}, SK: {S: 's'} }".formatted(pk));
            assertThat(mapper.unmap(List.of(row(mapper, item, PK_SK)))).isEqualTo(item);
        }
    }

    @Test
    void whatNoRuleTakesGoesToTheRestTableAsItIs() {
        var mapper = mapper(PK_SK, """
                [ { when: { PK: 'USER#{id}' }, into: 'users', key: ['id', 'SK'] }, { else: { into: 'others', rest: 'all' } } ]""");
        var item = item("{ PK: {S: 'W#1'}, SK: {S: 's'}, b: {B: 'AQI='}, n: {NULL: true} }");

        var row = row(mapper, item, PK_SK);
        assertThat(row.table().name()).isEqualTo("others");
        assertThat(cells(row)).isEqualTo(Map.of("PK", "W#1", "SK", "s", "all", "{\"b\":{\"$b\":\"AQI=\"},\"n\":null}"));
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @Test
    void aRestTableThatCannotBeIsToldWhereItStands() {
        assertThat(problems(PK_SK, "[ { into: 't', key: ['PK', 'SK'] }, { else: { into: 'ctid', rest: 'PK' } } ]"))
                .extracting(p -> p.code() + " " + p.pointer())
                .contains("TR-M007 /1/else/rest");
        assertThat(problems(PK_SK, "[ { into: 't', key: ['PK', 'SK'] }, { else: { into: 'u' } } ]"))
                .extracting(p -> p.code() + " " + p.pointer())
                .containsExactly("TR-M009 /1/else");
    }

    @Test
    void conditionsThatMakeNoSenseAreToldAtOnce() {
        var read = (MappingJson.Read.Refused) read("""
                [ { when: { a: { eqals: 1 }, b: { equals: [1] }, c: { prefix: 1 }, d: { present: 'yes' }, e: { type: 'string' },
                            f: { present: false, type: 'S' }, g: {}, h: { equals: 1e999 } }, into: 't', key: ['PK'] },
                  { else: { table: 't' } } ]""");

        assertThat(read.problems())
                .extracting(p -> p.code() + " " + p.pointer().replace("/0/when", ""))
                .containsExactly(
                        "TR-F003 /a/eqals",
                        "TR-F004 /b/equals",
                        "TR-F004 /c/prefix",
                        "TR-F004 /d/present",
                        "TR-F004 /e/type",
                        "TR-F004 /f",
                        "TR-F005 /g",
                        "TR-F004 /h/equals",
                        "TR-F003 /1/else/table",
                        "TR-F005 /1/else");
        assertThat(problems(PK_SK, "[ { when: { PK: { equals: 1 } }, into: 't', key: ['SK'] } ]"))
                .extracting(p -> p.code() + " " + p.pointer())
                .containsExactly("TR-F004 /0/when/PK");
    }
}
