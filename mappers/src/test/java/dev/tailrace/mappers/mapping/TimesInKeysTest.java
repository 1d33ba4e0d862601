package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key's texts of times, as applications write them, lead back to their items. */
class TimesInKeysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {at:timestamptz}           | 2026-01-31T10:00:00Z             | 2026-01-31 10:00:00+00
                    {at:timestamptz}           | 2026-01-31T10:00:00.120Z         | 2026-01-31 10:00:00.12+00
                    {at:timestamptz}           | 2026-01-31T10:00:00.123456Z      | 2026-01-31 10:00:00.123456+00
                    {at:timestamptz:3}         | 2026-01-31T10:00:00.000Z         | 2026-01-31 10:00:00+00
                    {at:timestamptz:3}         | 2026-01-31T10:00:00.120Z         | 2026-01-31 10:00:00.12+00
                    {at:timestamptz:3}         | 2026-01-31T10:00:00.123456Z      | 2026-01-31 10:00:00.123456+00
                    {at:timestamptz:6}         | 2026-01-31T10:00:00.120000Z      | 2026-01-31 10:00:00.12+00
                    {at:timestamptz:6}         | 2026-01-31T10:00:00.000000Z      | 2026-01-31 10:00:00+00
                    {at:timestamptz:0}         | 2026-01-31T10:00:00Z             | 2026-01-31 10:00:00+00
                    {at:timestamptz:0,6+00:00} | 2026-01-31T10:00:00+00:00        | 2026-01-31 10:00:00+00
                    {at:timestamptz:0,6+00:00} | 2026-01-31T10:00:00.120000+00:00 | 2026-01-31 10:00:00.12+00
                    {at:timestamptz:3+0000}    | 2026-01-31T10:00:00.000+0000     | 2026-01-31 10:00:00+00
                    {at:timestamptz:3+02:00}   | 2026-01-31T10:00:00.000+02:00    | 2026-01-31 08:00:00+00
                    {at:timestamptz:0,1,2,3,4,5,6Z} | 2026-01-31T10:00:00.12Z     | 2026-01-31 10:00:00.12+00
                    {at:timestamp}             | 2026-01-31T10:00:00              | 2026-01-31 10:00:00
                    {at:timestamp}             | 2026-01-31T10:00:00.250          | 2026-01-31 10:00:00.25
                    {at:timestamp}             | 2026-01-31T10:00:00.250001       | 2026-01-31 10:00:00.250001
                    {at:timestamp:0,6}         | 2026-01-31T10:00:00.250000       | 2026-01-31 10:00:00.25
                    {at:timestamp:3}           | 2026-01-31T10:00:00.000          | 2026-01-31 10:00:00
                    """)
    void aTimeLeadsBackToItsText(String field, String text, String cell) {
        var mapper = mapper(PK_SK, rule(field));

        assertThat(cells(row(mapper, item(text), PK_SK))).containsEntry("at", cell);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {at:timestamptz}           | 2026-01-31T10:00:00.000Z         | {at:timestamptz:3}
                    {at:timestamptz}           | 2026-01-31T10:00:00.120000Z      | {at:timestamptz:6}
                    {at:timestamptz}           | 2026-01-31T10:00:00+00:00        | {at:timestamptz:0+00:00}
                    {at:timestamptz}           | 2026-01-31T10:00:00.120000+00:00 | {at:timestamptz:6+00:00}
                    {at:timestamp}             | 2026-01-31T10:00:00.250000       | {at:timestamp:6}
                    """)
    void anotherSpellingIsRefusedWithWhatToState(String field, String text, String state) {
        var refused = refusal(mapper(PK_SK, rule(field)), item(text));

        assertThat(refused.code()).isEqualTo("TR-M021");
        assertThat(refused.reason()).contains("would come back as ").endsWith("; state " + state + ".");
        assertThat(cells(row(mapper(PK_SK, rule(state)), item(text), PK_SK))).containsKey("at");
    }

    /** Two texts of one time would be one row: only one of them is taken, whatever is stated. */
    @ParameterizedTest
    @CsvSource({"{at:timestamptz}", "{at:timestamptz:3}", "{at:timestamptz:6}", "{at:timestamptz:0+00:00}"})
    void ofTheTextsOfOneTimeOneIsTaken(String field) {
        var mapper = mapper(PK_SK, rule(field));
        var taken = List.of("Z", ".000Z", ".000000Z", "+00:00", ".000+00:00", ".00Z", "+0000").stream()
                .map(end -> mapper.map(item("2026-01-31T10:00:00" + end)))
                .filter(Mapped.Rows.class::isInstance);

        assertThat(taken).hasSize(1);
    }

    @Test
    void aKeyAttributeStatesTheSameInItsColumn() {
        var mapper = mapper(
                PK_SK,
                "[ { into: 't', key: ['PK', 'at'], columns: { at: { from: 'SK', type: 'timestamptz', digits: 3 } } } ]");
        var python = mapper(PK_SK, """
                [ { into: 't', key: ['PK', 'at'], columns: {
                    at: { from: 'SK', type: 'timestamptz', digits: [6, 0], offset: '+00:00' } } } ]""");

        assertThat(cells(row(mapper, plain("2026-01-31T10:00:00.000Z"), PK_SK)))
                .containsEntry("at", "2026-01-31 10:00:00+00");
        assertThat(cells(row(python, plain("2026-01-31T10:00:00+00:00"), PK_SK)))
                .containsEntry("at", "2026-01-31 10:00:00+00");
        assertThat(refusal(mapper, plain("2026-01-31T10:00:00Z")).reason())
                .contains(
                        "SK '2026-01-31T10:00:00Z' would come back as '2026-01-31T10:00:00.000Z'; state digits and offset as in 0");
    }

    @Test
    void whatIsNotStatedIsSaidBeforeItemsAre() {
        assertThat(compiled(PK_SK, rule("{at:timestamptz}")).warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "The times at in the key of t come back with no, three or six digits of fraction, as few as hold them")
                .contains("10:00:00.000Z", "{at:timestamptz:3}");
        assertThat(compiled(PK_SK, rule("{at:timestamptz:3}")).warnings()).isEmpty();
        assertThat(compiled(PK_SK, rule("{at:date}")).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {at:timestamptz:7}
                    {at:timestamptz:}
                    {at:timestamptz:3,}
                    {at:timestamptz:+00:00}
                    {at:timestamptz:3+19:00}
                    {at:timestamp:3Z}
                    {at:date:3}
                    {at:text:3}
                    """)
    void whatATimeCannotHaveIsToldWithAnExample(String field) {
        assertThat(problems(PK_SK, rule(field)))
                .extracting(MappingProblem::code)
                .contains(Code.M001.id());
    }

    private static String rule(String field) {
        return "[ { when: { SK: 'E#" + field + "' }, into: 't', key: ['PK', 'at'], rest: 'r' } ]";
    }

    private static Item item(String time) {
        return plain("E#" + time);
    }

    private static Item plain(String sort) {
        return Mappings.item("{ PK: {S: 'p'}, SK: {S: '" + sort + "'} }");
    }
}
