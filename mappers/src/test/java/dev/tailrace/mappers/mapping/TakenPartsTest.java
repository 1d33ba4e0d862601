package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that stand before one that collects, and take parts away from it. */
class TakenPartsTest {
    private static final String RULES = """
            [ { when: { %s }, into: 'other', key: ['PK', 'SK'], rest: 'r' },
              { when: { PK: '%s', SK: '%s' }, into: 'documents', key: ['d'], rest: 'r',
                collect: { order: 'n', first: %s, parts: 'total', join: 'data' }, columns: { body: { from: 'data', type: 'text' } } } ]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SK: 'chunk#000'                        | doc#{d}      | chunk#{n:int:3}    | 0 | PK 'doc#x', SK 'chunk#000'",
                "SK: { equals: 'chunk#000' }            | doc#{d}      | chunk#{n:int:3}    | 0 | PK 'doc#x', SK 'chunk#000'",
                "SK: 'chunk#{v}0'                       | doc#{d}      | chunk#{n:int:3}    | 0 | PK 'doc#x', SK 'chunk#000'",
                "PK: 'doc#a{x}', SK: '{y}#0'            | doc#{d}      | chunk#{n:int}      | 0 | PK 'doc#ax', SK 'chunk#0'",
                "PK: { prefix: 'doc#b' }, SK: '{y}001'  | doc#{d}      | chunk#{n:int:3}    | 1 | PK 'doc#b', SK 'chunk#001'",
                "SK: 'v1#chunk#0'                       | doc#{d:date} | v1#chunk#{n:int}   | 0 | PK 'doc#2026-01-31', SK 'v1#chunk#0'",
            })
    void aRuleThatTakesTheFirstPartIsRefused(String when, String partition, String sort, int first, String example) {
        var rules = RULES.formatted(when, partition, sort, first);
        assertThat(problems(PK_SK, rules)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("TR-M008");
            assertThat(problem.pointer()).isEqualTo("/1/when");
            assertThat(problem.what()).contains("rule 1 takes their first part before rule 2, e.g. " + example + ",");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SK: 'METADATA'              | doc#{d}      | chunk#{n:int:3} | 0",
                "SK: 'chunk#000'             | doc#{d}      | chunk#{n:int:3} | 1", // where the first is 1, part 0 is
                // none of the row
                "PK: 'doc#old{x}'            | doc#{d}      | chunk#{n:int:3} | 0", // documents as a whole
                "PK: 'doc#old', SK: 'chunk#{x}' | doc#{d}   | chunk#{n:int:3} | 0",
                "SK: 'chunk#0'               | doc#{d}      | chunk#{n:int:3} | 0", // it is no such part
                "PK: 'doc#today', SK: 'chunk#000' | doc#{d:date} | chunk#{n:int:3} | 0", // what is no date is refused
                "PK: 'doc#abc', SK: 'chunk#000' | doc#{d:int:3} | chunk#{n:int:3} | 0", // what is no number is refused
                // as a part
                "SK: 'chunk#00{x}#'          | doc#{d}      | chunk#{n:int:3} | 0",
            })
    void aRuleThatTakesNoPartOrAllIsNot(String when, String partition, String sort, int first) {
        assertThat(compiled(PK_SK, RULES.formatted(when, partition, sort, first))
                        .warnings())
                .noneMatch(warning -> warning.contains("takes parts"));
    }

    @ParameterizedTest
    @CsvSource({"chunk#099, chunk#099", "chunk#00{x}, chunk#001", "{a}7, chunk#117"})
    void ofALaterPartThePlanWarns(String taken, String example) {
        assertThat(compiled(PK_SK, RULES.formatted("SK: '" + taken + "'", "doc#{d}", "chunk#{n:int:3}", 0))
                        .warnings())
                .contains("Rule 1 takes parts of documents before rule 2, e.g. PK 'doc#x', SK '" + example
                        + "', and leaves it others: a row of so many parts is never whole.");
    }

    @Test
    void aRuleBehindTakesWhatIsLeft() {
        var swapped = """
            [ { when: { PK: 'doc#{d}', SK: 'chunk#{n:int:3}' }, into: 'documents', key: ['d'], rest: 'r',
                collect: { order: 'n', parts: 'total', join: 'data' }, columns: { body: { from: 'data', type: 'text' } } },
              { when: { SK: '{k}0' }, into: 'other', key: ['PK', 'SK'], rest: 'r' } ]
            """;
        assertThat(compiled(PK_SK, swapped).warnings()).noneMatch(warning -> warning.contains("takes parts"));
    }
}
