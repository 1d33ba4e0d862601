package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.problem.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** U+0000 in texts, keys and names, by each rule. */
class NulTest {
    private static final String NUL = "\0";

    @ParameterizedTest
    @CsvSource({"'', TR-M023", "', nul: \"fail\"', TR-M023"})
    void withoutARuleTheItemIsRefused(String nul, String code) {
        assertThat(refusal(note("type: 'text'" + nul), noted("a" + NUL)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"strip, ab\\", "escape, a\\0b\\\\", "bytea, \\x6100625c"})
    void aTextColumnHoldsWhatItsRuleMakes(String nul, String cell) {
        var row = row(note("type: 'text', nul: '" + nul + "'"), noted("a" + NUL + "b\\"), PK_SK);
        assertThat(cells(row)).containsEntry("note", cell).containsEntry("rest", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"escape", "bytea"})
    void differentKeysStayDifferentAndComeBack(String nul) {
        var mapper = mapper(PK_SK, """
                [ { when: { SK: 'v#{v}' }, into: 't', key: ['PK', 'v'],
                    columns: { PK: { type: 'text', nul: '%1$s' }, v: { type: 'text', nul: '%1$s' } } } ]""".formatted(nul));
        var keys = new HashSet<>();
        var texts = Set.of("a" + NUL, "a\\0", "a\\\\0", "a\\" + NUL, "a", NUL, "\\", "0");
        for (var text : texts) {
            keys.add(row(mapper, keyed(text, "v#" + text), PK_SK).key());
        }
        assertThat(keys).hasSameSizeAs(texts);
    }

    @Test
    void whatIsStrippedIsNoKey() {
        assertThat(problems(
                        PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { PK: { type: 'text', nul: 'strip' } } } ]"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.M002.id()));
    }

    @ParameterizedTest
    @CsvSource({"numeric, strip", "jsonb, bytea", "text, keep", "bytea, escape"})
    void aRuleThatTheTypeCannotHaveIsRefused(String type, String nul) {
        assertThat(problems(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], columns: { note: { type: '%s', nul: '%s' } } } ]""".formatted(type, nul)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.F004.id()));
    }

    @Test
    void restIsWrittenByTheRulesRuleAtEveryDepthAndInNames() {
        var item = new Value.MapOf(Value.inOrder(Map.of("n" + NUL, new Value.Text("\\" + NUL))));
        assertThat(cells(row(rest("strip"), noted(item), PK_SK))).containsEntry("rest", "{\"note\":{\"n\":\"\\\\\"}}");
        assertThat(cells(row(rest("escape"), noted(item), PK_SK)))
                .containsEntry("rest", "{\"note\":{\"n\\\\0\":\"\\\\\\\\\\\\0\"}}");
    }

    @Test
    void theElementsOfATextArrayAreWrittenByTheRuleToo() {
        var tags = Value.TextSet.of(List.of("a" + NUL, "b\\"));
        assertThat(refusal(note("type: 'text[]'"), noted(tags)).code()).isEqualTo(Code.M023.id());
        assertThat(cells(row(note("type: 'text[]', nul: 'strip'"), noted(tags), PK_SK)))
                .containsEntry("note", "{a,\"b\\\\\"}");
        var escaped = note("type: 'text[]', nul: 'escape'");
        var row = row(escaped, noted(tags), PK_SK);
        assertThat(cells(row))
                .containsEntry("note", "{\"a\\\\0\",\"b\\\\\\\\\"}")
                .containsEntry("rest", "{}");
        assertThat(((dev.tailrace.mappers.mapper.ReversibleMapper) escaped).unmap(List.of(row)))
                .isEqualTo(noted(tags));
    }

    @Test
    void twoElementsThatStrippingMakesOneAreRefused() {
        var tags = Value.TextSet.of(List.of("a" + NUL, "a"));
        assertThat(refusal(note("type: 'text[]', nul: 'strip'"), noted(tags)).code())
                .isEqualTo(Code.M023.id());
    }

    @Test
    void namesThatStrippingMakesOneAreRefused() {
        var item = new Value.MapOf(Value.inOrder(Map.of("n" + NUL, new Value.Null(), "n", new Value.Null())));
        assertThat(refusal(rest("strip"), noted(item)).code()).isEqualTo(Code.M023.id());
        assertThat(cells(row(rest("escape"), noted(item), PK_SK)))
                .containsEntry("rest", "{\"note\":{\"n\":null,\"n\\\\0\":null}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strip", "escape", "bytea"})
    void anUnpairedSurrogateIsRefusedByEveryRule(String nul) {
        assertThat(refusal(note("type: 'text', nul: '" + nul + "'"), noted("\ud800"))
                        .code())
                .isEqualTo(Code.M023.id());
    }

    private static Mapper note(String column) {
        return mapper(
                PK_SK,
                "[ { into: 't', key: ['PK', 'SK'], columns: { note: { " + column.replace('"', '\'')
                        + " } }, rest: 'rest' } ]");
    }

    private static Mapper rest(String nul) {
        return mapper(PK_SK, "[ { into: 't', key: ['PK', 'SK'], rest: 'rest', nul: '" + nul + "' } ]");
    }

    private static Item noted(String note) {
        return noted(new Value.Text(note));
    }

    private static Item noted(Value note) {
        return Item.of(Map.of("PK", new Value.Text("p"), "SK", new Value.Text("s"), "note", note));
    }

    private static Item keyed(String pk, String sk) {
        return Item.of(Map.of("PK", new Value.Text(pk), "SK", new Value.Text(sk)));
    }
}
