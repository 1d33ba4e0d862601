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
import static org.assertj.core.api.Assertions.entry;

import dev.tailrace.mappers.mapper.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of what stands between two texts of an attribute, which may be absent: of CUST#7 the 7. */
class ColumnTemplatesTest {
    private static final String CUSTOMER = """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { customer_id: { from: 'GSI1PK', template: 'CUST#{id}' } } } ]""";
    private static final String WIDGET = """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { widget: { from: 'w', template: 'w#{n}', type: 'integer' } } } ]""";

    @Test
    void theTextStandsInTheColumnAndTheAttributeComesBack() {
        var mapper = mapper(PK_SK, CUSTOMER);
        var item = item("{ PK: { S: 'p' }, SK: { S: 's' }, GSI1PK: { S: 'CUST#7#x' } }");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).contains(entry("customer_id", "7#x"), entry("r", "{}"));
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | {}", ", GSI1PK: { NULL: true } | {\"GSI1PK\":null}"})
    void anAttributeThatIsAbsentOrNullIsNull(String attribute, String rest) {
        var mapper = mapper(PK_SK, CUSTOMER);
        var item = item("{ PK: { S: 'p' }, SK: { S: 's' }" + attribute + " }");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).doesNotContainKey("customer_id").contains(entry("r", rest));
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ S: 'USER#7' }", "{ S: 'CUST#' }", "{ S: '' }", "{ N: '7' }", "{ B: 'AQ==' }"})
    void oneThatLooksOtherwiseIsRefusedByName(String value) {
        var refusal =
                refusal(mapper(PK_SK, CUSTOMER), item("{ PK: { S: 'p' }, SK: { S: 's' }, GSI1PK: " + value + " }"));
        assertThat(refusal.code()).isEqualTo("TR-M022");
        assertThat(refusal.reason()).contains("GSI1PK", "CUST#");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n:int:5  | , where ... has 5 characters (",
                "n:int:1  | , where ... has 1 character (",
                "n:int:5+ | , where ... has 5 or more characters (",
                "n:int    | ' ('",
            })
    void theWidthThatDoesNotFitIsNamed(String field, String width) {
        var mapper = mapper(PK_SK, WIDGET.replace("{n}", "{" + field + "}").replace(", type: 'integer'", ""));
        assertThat(refusal(mapper, item("{ PK: { S: 'p' }, SK: { S: 's' }, w: { S: 'W#12' } }"))
                        .reason())
                .contains("is 'W#12', not as 'w#...'" + width);
    }

    @Test
    void aNumberIsOneInItsColumnAndAnotherSpellingStaysInRest() {
        var mapper = mapper(PK_SK, WIDGET);
        var plain = item("{ PK: { S: 'p' }, SK: { S: 's' }, w: { S: 'w#12376' } }");
        var padded = item("{ PK: { S: 'p' }, SK: { S: 's' }, w: { S: 'w#007' } }");

        assertThat(cells(row(mapper, plain, PK_SK))).contains(entry("widget", "12376"), entry("r", "{}"));
        assertThat(cells(row(mapper, padded, PK_SK))).contains(entry("widget", "7"), entry("r", "{\"w\":\"w#007\"}"));
        for (var item : List.of(plain, padded)) {
            assertThat(mapper.unmap(List.of(row(mapper, item, PK_SK)))).isEqualTo(item);
        }
        assertThat(refusal(mapper, item("{ PK: { S: 'p' }, SK: { S: 's' }, w: { S: 'w#x' } }"))
                        .code())
                .isEqualTo("TR-M022");
    }

    @Test
    void aColumnThatTheApplicationChangedCounts() {
        var mapper = mapper(PK_SK, WIDGET);
        var row = row(mapper, item("{ PK: { S: 'p' }, SK: { S: 's' }, w: { S: 'w#007' } }"), PK_SK);
        var cells = new ArrayList<>(row.cells());
        cells.set(2, "8");
        assertThat(mapper.unmap(List.of(new Row(row.table(), cells))))
                .isEqualTo(item("{ PK: { S: 'p' }, SK: { S: 's' }, w: { S: 'w#8' } }"));
    }

    @Test
    void aWidthPutsZerosInFront() {
        var mapper = mapper(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: {
                    n: { from: 'a', template: 'n{n:int:4}' }, m: { from: 'b', template: 'm{m:int:4+}' } } } ]""");
        var item = item("{ PK: { S: 'p' }, SK: { S: 's' }, a: { S: 'n0042' }, b: { S: 'm12345' } }");
        var row = row(mapper, item, PK_SK);
        assertThat(cells(row)).contains(entry("n", "42"), entry("m", "12345"), entry("r", "{}"));
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
        assertThat(refusal(mapper, item("{ PK: { S: 'p' }, SK: { S: 's' }, a: { S: 'n42' } }"))
                        .code())
                .isEqualTo("TR-M022");
    }

    @Test
    void aTextIsReversibleWithoutRestAndANumberIsNot() {
        var text = compiled(PK_SK, CUSTOMER.replace("rest: 'r', ", ""))
                .reversibilities()
                .getFirst();
        assertThat(text.losses()).extracting(Reversibility.Loss::attribute).containsExactly("");
        var number = compiled(PK_SK, WIDGET.replace("rest: 'r', ", ""))
                .reversibilities()
                .getFirst();
        assertThat(number.losses()).extracting(Reversibility.Loss::attribute).containsExactly("", "w");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ from: 'a', template: 'x{a}#{b}' } | TR-M001",
                "{ from: 'a', template: 'x' } | TR-M001",
                "{ from: 'a', template: 'x{' } | TR-M001",
                "{ from: 'a', template: 'x{c?}' } | TR-F004",
                "{ from: 'a', template: 'x{c}', type: 'jsonb' } | TR-F004",
                "{ from: 'a', template: 'x{c}', type: 'bytea' } | TR-F004",
                "{ from: 'a', template: 'x{c}', nul: 'strip' } | TR-F004",
                "{ from: 'a', template: 'x{c:date}', type: 'integer' } | TR-M001",
                "{ of: 'a', by: 'md5', template: 'x{c}' } | TR-F004",
                "{ value: 'a', template: 'x{c}' } | TR-F004",
            })
    void whatCannotBeIsRefused(String column, String code) {
        assertThat(problems(PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { c: " + column + " } } ]"))
                .extracting(MappingProblem::code)
                .containsExactly(code);
    }

    @Test
    void aColumnOfTheKeyIsTakenApartByTheRule() {
        assertThat(problems(PK_SK, """
                        [ { into: 't', key: ['PK', 'c', 'SK'], columns: { c: { from: 'a', template: 'x{c}' } } } ]"""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).contains("when"));
    }
}
