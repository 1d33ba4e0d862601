package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapping.Reversibility.Loss;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReversibilityTest {
    private static final String TIMES = """
            [ { into: 't', key: ['PK', 'SK'], columns: { due: 'timestamptz', n: 'numeric', note: 'text' }, rest: 'more' } ]
            """;

    @Test
    void aTableWithARestGivesEverythingBack() {
        assertThat(compiled(PK_SK, TIMES).reversibilities()).containsExactly(new Reversibility("t", List.of()));
    }

    @Test
    void withoutARestTheAttributesAtFaultAreNamed() {
        var losses = losses("[ { into: 't', key: ['PK', 'SK'], columns: { due: 'timestamptz', note: 'text' } } ]");

        assertThat(losses)
                .containsExactly(
                        new Loss("", "Rule 1 has no rest column: attributes that no column takes are left behind."),
                        new Loss(
                                "due",
                                "Rule 1 has no rest for a number, or another spelling of the same time in due, which its timestamptz column does not restore."));
    }

    @Test
    void whatIsStrippedDoesNotComeBack() {
        assertThat(losses("""
                [ { into: 't', key: ['PK', 'SK'], columns: { note: { type: 'text', nul: 'strip' } }, rest: 'r', nul: 'strip' } ]""")).extracting(Loss::attribute).containsExactly("", "note");
    }

    @Test
    void rulesThatKeepAnAttributeInDifferentWaysCannotBeToldApart() {
        assertThat(losses("""
                [ { when: { type: 'A' }, into: 't', key: ['PK', 'SK'], columns: { v: { from: 'x', type: 'text' } }, rest: 'r' },
                  { into: 't', key: ['PK', 'SK'], columns: { v: { from: 'y', type: 'text' } }, rest: 'r' } ]"""))
                .containsExactly(new Loss(
                        "x",
                        "The rules 1 and 2 keep x in different ways, and a row does not say which of them made it."));
    }

    @Test
    void theFirstAttributeThatIsLostIsNamed() {
        var mapper = mapper(PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { due: 'timestamptz' } } ]");
        var exact = item("{ PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-01-31T10:00:00Z'} }");
        var inexact = item("{ PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-01-31T10:00:00+00:00'} }");
        var more = item("{ PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-01-31T10:00:00Z'}, b: {S: 'x'}, c: {N: '1'} }");

        assertThat(RoundTrip.check(mapper, exact, List.of(row(mapper, exact, PK_SK))))
                .isNull();
        assertThat(RoundTrip.check(mapper, inexact, List.of(row(mapper, inexact, PK_SK))))
                .isEqualTo("due");
        assertThat(RoundTrip.check(mapper, more, List.of(row(mapper, more, PK_SK))))
                .isEqualTo("b");
    }

    @Test
    void thatAnOrdinaryItemComesBackIsToldWithoutMakingIt() {
        var mapper = mapper(PK_SK, TIMES);
        var item = item("""
                { PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-01-31T10:00:00+02:00'}, n: {N: '7'}, note: {NULL: true},
                  more: {M: {'$b': {S: 'x'}, 'a': {L: [{SS: ['"', 'é']}, {NS: ['1', '2']}, {B: 'AAE='}, {BOOL: true}]}}} }""");

        assertThat(mapper.surelyRestores(item, List.of(row(mapper, item, PK_SK))))
                .isTrue();
    }

    @Test
    void aRowThatTheApplicationChangedGivesBackTheChange() {
        var mapper = mapper(PK_SK, TIMES);
        var row = row(mapper, item("""
                { PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-01-31T10:00:00+02:00'}, n: {S: '007'}, note: {NULL: true} }"""), PK_SK);

        assertThat(mapper.unmap(List.of(changed(row, 2, "2026-02-01 00:00:00+00"))))
                .isEqualTo(
                        item(
                                "{ PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-02-01T00:00:00Z'}, n: {S: '007'}, note: {NULL: true} }"));
        assertThat(mapper.unmap(List.of(changed(changed(row, 3, null), 4, "new"))))
                .isEqualTo(item(
                        "{ PK: {S: 'p'}, SK: {S: 's'}, due: {S: '2026-01-31T10:00:00+02:00'}, note: {S: 'new'} }"));
    }

    private static Row changed(Row row, int column, @Nullable String cell) {
        var cells = new ArrayList<>(row.cells());
        cells.set(column, cell);
        return new Row(row.table(), cells);
    }

    private static List<Loss> losses(String rules) {
        return compiled(PK_SK, rules).reversibilities().getFirst().losses();
    }
}
