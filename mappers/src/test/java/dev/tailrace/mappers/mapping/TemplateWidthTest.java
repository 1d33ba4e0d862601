package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a fixed width, and the field that takes the most. */
class TemplateWidthTest {
    private static final String PADDED = "[ { when: { PK: 'ORDER#{n:int:5}' }, into: 't', key: ['n', 'SK'] } ]";

    @ParameterizedTest
    @CsvSource({"00007, 7", "12345, 12345", "00000, 0", "-0007, -7"})
    void aNumberWithZerosInFrontComesBack(String text, String cell) {
        var mapper = mapper(PK_SK, PADDED);

        assertThat(row(mapper, item("{ PK: {S: 'ORDER#%s'}, SK: {S: 's'} }".formatted(text)), PK_SK)
                        .key()
                        .cells())
                .containsExactly(cell, "s");
    }

    @ParameterizedTest
    @CsvSource({"7, TR-M020", "123456, TR-M020", "-0000, TR-M021", "abcde, TR-M021", "+0007, TR-M021"})
    void whatHasAnotherWidthIsAnotherKey(String text, String code) {
        assertThat(refusal(mapper(PK_SK, PADDED), item("{ PK: {S: 'ORDER#%s'}, SK: {S: 's'} }".formatted(text)))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void aRowWhoseNumberIsTooWideIsNoItems() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper(PK_SK, PADDED).itemKey(new RowKey("t", List.of("123456", "s"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a}#{b} | x#y#z | x,y#z",
                "{a...}#{b} | x#y#z | x#y,z",
                "{a}#{b...}#{c} | 1#2#3#4 | 1,2#3,4",
                "{a...}-{b}-{c:date} | x-y-z-w | x-y,z,w",
                "{a}{n:int:3} | abc007 | abc,007",
                "{n:int:3}{a} | 007abc | 007,abc",
                "{n:int:2}{m:int:2} | 0102 | 01,02",
                "{a}#{n:int:2}#{b} | x#12#y#z | x,12,y#z",
                "{a...}#{b}{n:int:2} | x#y#zz12 | x#y,zz,12",
            })
    void oneFieldTakesTheMostAndTheOthersTheLeast(String template, String text, String fields)
            throws TemplateParser.NotATemplate {
        var parsed = TemplateParser.parse(template);
        var slots = new String[parsed.fields().size()];
        var order = new int[slots.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }

        assertThat(parsed.match(text, order, slots)).isTrue();
        assertThat(String.join(",", slots)).isEqualTo(fields);
        assertThat(parsed.format(List.of(slots))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a}{b}",
                "{a...}{b}",
                "{a...}#{b...}",
                "{n:int:0}",
                "{n:int:x}",
                "{a:text:3}",
                "{n:int:39}",
                "{...}",
                "{a}{b}{n:int:2}"
            })
    void templatesWithoutBordersAreRefused(String template) {
        assertThat(problems(PK_SK, "[ { when: { PK: '%s' }, into: 't', key: ['SK'] } ]".formatted(template)))
                .extracting(MappingProblem::code)
                .contains("TR-M001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{a}#{b...}#{n:int:3}", "{n:int:3}{a}#{b}", "{a...}#{n:int:2}#{b}", "#{a}{n:int:1}{m:int:1}#"})
    void whatMatchesIsGivenBackWhateverItIs(String template) throws TemplateParser.NotATemplate {
        var parsed = TemplateParser.parse(template);
        var values = new RandomValues(51);
        var order = new int[] {0, 1, 2};
        int matched = 0;
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder();
            for (int n = values.below(12); n >= 0; n--) {
                text.append(values.oneOf(List.of("#", "0", "7", "a", "##", "'", "\u0000", "\u202e")));
            }
            var slots = new String[3];
            if (parsed.match(text.toString(), order, slots)) {
                matched++;
                assertThat(parsed.format(List.of(slots))).isEqualTo(text.toString());
            }
        }
        assertThat(matched).isGreaterThan(500);
    }
}
