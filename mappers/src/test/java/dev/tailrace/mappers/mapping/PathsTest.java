package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RoundTrip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dot leads into a map and {@code [0]} into a list, wherever an attribute is named: in from, of, when and each. */
class PathsTest {
    private static final String KEY = "key: ['PK', 'SK'], rest: 'r'";
    private static final KeySchema DOTTED = new KeySchema(new KeyAttribute("Device.ID", KeyType.S), null);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{ 'a.b': 'x' }; { M: { b: { S: 'x' } } }; true",
                "{ 'a.b': { equals: 'x' } }; { M: { b: { S: 'x' } } }; true",
                "{ 'a.b': { equals: 'x' } }; { M: { b: { S: 'y' } } }; false",
                "{ 'a.b': { equals: 'x' } }; { S: 'x' }; false",
                "{ 'a.b': { present: false } }; { M: { } }; true",
                "{ 'a[1].b': { type: 'N' } }; { L: [ { S: 'x' }, { M: { b: { N: '1' } } } ] }; true",
                "{ 'a[1].b': { type: 'N' } }; { L: [ { S: 'x' } ] }; false",
                "{ 'a[0][1]': 'x' }; { L: [ { L: [ { S: 'y' }, { S: 'x' } ] } ] }; true",
            })
    void aConditionLooksWhereItsPathLeads(String when, String a, boolean fits) {
        var mapper = mapper(PK_SK, "[ { when: " + when + ", into: 't', " + KEY + " } ]");
        assertThat(mapper.map(item("{ PK: { S: 'p' }, SK: { S: 's' }, a: " + a + " }")) instanceof Mapped.Rows)
                .isEqualTo(fits);
    }

    @Test
    void aTemplateTakesAFieldOutOfAMapWhichStaysInRest() {
        var mapper = mapper(
                PK_SK,
                "[ { when: { 'a.b': 'x#{y}' }, into: 't', key: ['PK', 'SK'], columns: { y: 'text' }, rest: 'r' } ]");
        var item = item("{ PK: { S: 'p' }, SK: { S: 's' }, a: { M: { b: { S: 'x#7' } } } }");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).contains(entry("y", "7"), entry("r", "{\"a\":{\"b\":\"x#7\"}}"));
        assertThat(mapper.unmap(java.util.List.of(row))).isEqualTo(item);
    }

    @Test
    void aConditionWithinAnAttributeIsNoneOnTheKeyAlone() {
        assertThat(compiled(PK_SK, "[ { when: { 'a.b': 'x' }, into: 't', " + KEY + " } ]")
                        .kinds()
                        .getFirst()
                        .keyFromKeyAlone())
                .isFalse();
    }

    @Test
    void anEarlierRuleThatAsksLessOfTheSamePathTakesAll() {
        assertThat(problems(PK_SK, """
                        [ { when: { 'a.b': { type: 'S' } }, into: 't', key: ['PK', 'SK'], rest: 'r' },
                          { when: { 'a.b': { equals: 'x' } }, into: 'u', key: ['PK', 'SK'], rest: 'r' } ]""")).extracting(MappingProblem::code).containsExactly("TR-M009");
        assertThat(compiled(PK_SK, """
                        [ { when: { 'a.c': { type: 'S' } }, into: 't', key: ['PK', 'SK'], rest: 'r' },
                          { when: { 'a.b': { equals: 'x' } }, into: 'u', key: ['PK', 'SK'], rest: 'r' } ]""").kinds()).hasSize(2);
    }

    @Test
    void aKeyAttributesOwnNameIsThatAttributeDotsAndAll() {
        var mapper = mapper(DOTTED, "[ { when: { 'Device.ID': 'd#{id}' }, into: 't', key: ['id'], rest: 'r' } ]");
        var item = item("{ 'Device.ID': { S: 'd#7' } }");
        assertThat(cells(row(mapper, item, DOTTED))).contains(entry("id", "7"));

        var from = mapper(
                DOTTED,
                "[ { into: 't', key: ['id'], columns: { id: { from: 'Device.ID', type: 'text' } }, rest: 'r' } ]");
        assertThat(cells(row(from, item, DOTTED))).contains(entry("id", "d#7"));
    }

    @Test
    void anotherNameWithADotIsWrittenWithABackslash() {
        var mapper = mapper(
                PK_SK,
                "[ { when: { 'a\\\\.b': '{x}' }, into: 't', key: ['PK', 'SK'], columns: { x: 'text' }, rest: 'r' } ]");
        var item = item("{ PK: { S: 'p' }, SK: { S: 's' }, 'a.b': { S: 'v' } }");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).contains(entry("x", "v"), entry("r", "{}"));
        assertThat(mapper.unmap(java.util.List.of(row))).isEqualTo(item);
    }

    @Test
    void twoRulesThatTakeANameWithADotApartInDifferentWaysLeaveItInRest() {
        var mapper = mapper(PK_SK, """
                [ { when: { 'a\\\\.b': '{x}#' }, into: 't', key: ['PK', 'SK'], columns: { x: 'text' }, rest: 'r' },
                  { when: { 'a\\\\.b': '{x}' }, into: 't', key: ['PK', 'SK'], columns: { x: 'text' }, rest: 'r' } ]""");
        var item = item("{ PK: { S: 'p' }, SK: { S: 's' }, 'a.b': { S: 'v#' } }");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).contains(entry("r", "{\"a.b\":\"v#\"}"));
        assertThat(mapper.unmap(java.util.List.of(row))).isEqualTo(item);
    }

    @Test
    void anElementOfAListIsACopyAndTheListComesBack() {
        var mapper = mapper(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], rest: 'r',
                    columns: { first: { from: 'tags[0]', type: 'text' }, city: { from: 'homes[1].city', type: 'text' } } } ]""");
        var item = item("""
                { PK: { S: 'p' }, SK: { S: 's' }, tags: { L: [ { S: 'x' }, { S: 'y' } ] },
                  homes: { L: [ { S: 'a' }, { M: { city: { S: 'Bonn' } } } ] } }""");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).contains(entry("first", "x"), entry("city", "Bonn"));
        assertThat(mapper.unmap(java.util.List.of(row))).isEqualTo(item);

        var empty = item("{ PK: { S: 'p' }, SK: { S: 's' }, tags: { L: [] } }");
        assertThat(cells(row(mapper, empty, PK_SK))).doesNotContainKey("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ L: [ { M: { sku: { S: 'x' } } }, { S: 'odd' } ] }",
                "{ L: [] }",
                "{ S: 'no list' }",
            })
    void theListOfAChildTableMayBeWithinAMap(String payments) {
        var mapper = mapper(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], rest: 'r', each: {
                    'Detail.Payments': { into: 'payments', position: 'n', columns: { sku: 'text' }, rest: 'm' } } } ]""");
        var item = item(
                "{ PK: { S: 'p' }, SK: { S: 's' }, Detail: { M: { Payments: " + payments + ", other: { N: '1' } } } }");
        var rows = ((Mapped.Rows) mapper.map(item)).rows();
        assertThat(rows).hasSize(payments.contains("sku") ? 3 : 1);
        assertThat(rows.getFirst().cells().getLast().contains("Payments")).isEqualTo(!payments.contains("sku"));
        assertThat(RoundTrip.check(mapper, item, rows)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "each: { 'a.b': { into: 'u', position: 'n' } }, columns: { a: 'jsonb' }",
                "each: { 'a.b': { into: 'u', position: 'n' } }, columns: { c: { from: 'a.b', type: 'jsonb' } }",
                "each: { 'a.b': { into: 'u', position: 'n' } }, columns: { c: { from: 'a.b.c', type: 'text' } }",
                "each: { 'a.b.c': { into: 'u', position: 'n' } }, columns: { c: { from: 'a.b', type: 'jsonb' } }",
                "each: { 'a.b': { into: 'u', position: 'n' }, a: { into: 'v', position: 'n' } }",
            })
    void aListThatAColumnOrAnotherListHasIsRefused(String rule) {
        assertThat(problems(PK_SK, "[ { into: 't', " + KEY + ", " + rule + " } ]"))
                .extracting(MappingProblem::code)
                .containsExactly("TR-M007");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "when: { 'a..b': 'x' }; /0/when/a..b",
                "when: { 'PK.b': 'x' }; /0/when/PK.b",
                "each: { 'a[0]': { into: 'u', position: 'n' } }; /0/each/a[0]",
                "each: { '.a': { into: 'u', position: 'n' } }; /0/each/.a",
            })
    void aPathThatLeadsNowhereIsToldWithItsPlace(String rule, String pointer) {
        assertThat(problems(PK_SK, "[ { into: 't', " + KEY + ", " + rule + " } ]"))
                .extracting(MappingProblem::pointer)
                .containsExactly(pointer);
    }
}
