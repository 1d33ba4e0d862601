package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapperTest {
    private static final String TYPED = """
            [ { when: { PK: 'ORDER#{n:int}', SK: '{at:timestamp}' }, into: 'orders', key: ['n', 'at'],
                columns: { status: 'text', due: 'timestamptz' }, rest: 'more' } ]
            """;

    @ParameterizedTest
    @ValueSource(strings = {"007", "+7", "-0", "7.0", "1e3", "x", "99999999999999999999"})
    void aKeyThatANumberDoesNotGiveBackIsRefused(String number) {
        var refused = refusal(
                mapper(PK_SK, TYPED),
                item("{ PK: {S: 'ORDER#%s'}, SK: {S: '2026-01-31T10:00:00'} }".formatted(number)));

        assertThat(refused.code()).isEqualTo("TR-M021");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00, true",
        "2026-01-31T10:00:00.000001, true",
        "2026-01-31T10:00:00.5, false",
        "2026-01-31T10:00:00.000000, false",
        "2026-01-31T10:00, false",
        "2026-01-31 10:00:00, false"
    })
    void aTimeInAKeyComesBackByteForByteOrIsRefused(String time, boolean taken) {
        var item = item("{ PK: {S: 'ORDER#7'}, SK: {S: '%s'} }".formatted(time));
        if (taken) {
            row(mapper(PK_SK, TYPED), item, PK_SK);
        } else {
            assertThat(refusal(mapper(PK_SK, TYPED), item).code()).isEqualTo("TR-M021");
        }
    }

    @Test
    void aRefusalNamesAttributeColumnAndReason() {
        var mapper = mapper(PK_SK, TYPED);
        var key = "{ PK: {S: 'ORDER#7'}, SK: {S: '2026-01-31T10:00:00'}, ";

        assertThat(refusal(mapper, item(key + "status: {S: 'a\\u0000b'} }")))
                .isEqualTo(new Refused("TR-M023", "The attribute status holds U+0000 (column status text of orders)."));
        assertThat(refusal(mapper, item(key + "due: {S: 'tomorrow'} }")))
                .isEqualTo(
                        new Refused(
                                "TR-M022",
                                "The attribute due is 'tomorrow', not an ISO-8601 time with offset (column due timestamptz of orders)."));
        assertThat(refusal(mapper, item(key + "a: {L: [{S: '\\ud800'}]} }")))
                .isEqualTo(new Refused(
                        "TR-M023", "The item holds an unpaired surrogate at a[0] (column more jsonb of orders)."));
    }

    @Test
    void whatAColumnDoesNotSayExactlyStaysInRest() {
        var cells = cells(row(mapper(PK_SK, TYPED), item("""
                { PK: {S: 'ORDER#7'}, SK: {S: '2026-01-31T10:00:00'}, status: {NULL: true}, due: {N: '1700000000'} }
                """), PK_SK));

        assertThat(cells)
                .isEqualTo(Map.of(
                        "n",
                        "7",
                        "at",
                        "2026-01-31 10:00:00",
                        "due",
                        "2023-11-14 22:13:20+00",
                        "more",
                        "{\"due\":1700000000,\"status\":null}"));
    }

    @Test
    void anAttributeThatTheConditionFixesLeavesRestWhereNothingIsLost() {
        var mapper = mapper(PK_SK, """
                [ { when: { type: 'A', version: '{v}', other: '{x}' }, into: 't', key: ['PK', 'SK'], columns: { v: 'text' }, rest: 'more' } ]
                """);

        assertThat(cells(row(mapper, item("""
                { PK: {S: 'p'}, SK: {S: 's'}, type: {S: 'A'}, version: {S: '2'}, other: {S: 'y'} }"""), PK_SK)))
                .containsEntry("v", "2")
                .containsEntry("more", "{\"other\":\"y\"}");
        assertThat(cells(row(mapper, item("""
                { PK: {S: 'p'}, SK: {S: 's'}, type: {S: 'A'}, version: {N: '2'}, other: {S: 'y'} }"""), PK_SK)))
                .containsEntry("v", "2")
                .containsEntry("more", "{\"other\":\"y\",\"version\":2}");
    }

    @Test
    void rulesThatShareATableKeepWhatTellsThemApart() {
        var mapper = mapper(PK_SK, """
                [ { when: { type: 'A' }, into: 't', key: ['PK', 'SK'], rest: 'more' },
                  { when: { type: 'B' }, into: 't', key: ['PK', 'SK'], rest: 'more' } ]
                """);

        assertThat(cells(row(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'}, type: {S: 'B'} }"), PK_SK)))
                .containsEntry("more", "{\"type\":\"B\"}");
    }

    @Test
    void aFieldThatStandsTwiceMustBeTheSame() {
        var mapper = mapper(PK_SK, "[ { when: { PK: 'U#{id}', SK: 'U#{id}' }, into: 'roots', key: ['id'] } ]");

        assertThat(row(mapper, item("{ PK: {S: 'U#1'}, SK: {S: 'U#1'} }"), PK_SK)
                        .key()
                        .cells())
                .containsExactly("1");
        assertThat(refusal(mapper, item("{ PK: {S: 'U#1'}, SK: {S: 'U#2'} }")).code())
                .isEqualTo("TR-M020");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ PK: {S: 'p'} }",
                "{ PK: {N: '1'}, SK: {S: 's'} }",
                "{ PK: {S: 'p'}, SK: {S: 's'} }",
                "{ PK: {S: 'p'}, SK: {S: 's'}, status: {NULL: true} }"
            })
    void aMissingKeyAttributeIsRefused(String item) {
        var mapper = mapper(PK_SK, "[ { into: 't', key: ['PK', 'SK', 'status'], columns: { status: 'text' } } ]");

        assertThat(refusal(mapper, item(item)).code()).isEqualTo("TR-M024");
    }

    @Test
    void numbersInEpochMayBeKeys() {
        var keys = new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("at", KeyType.N));
        var mapper = mapper(
                keys, "[ { into: 't', key: ['id', 'at'], columns: { at: { type: 'timestamptz', unit: 'ms' } } } ]");

        assertThat(row(mapper, item("{ id: {S: 'a'}, at: {N: '-1.5'} }"), keys)
                        .key()
                        .cells())
                .containsExactly("a", "1969-12-31 23:59:59.9985+00");
    }

    @Test
    void aKeyThatNoItemIsMappedToHasNoSourceKey() {
        var mapper =
                mapper(PK_SK, "[ { when: { PK: '{a}#{b}', SK: 'X#{d:date}' }, into: 't', key: ['a', 'b', 'd'] } ]");

        assertThat(mapper.itemKey(new RowKey("t", List.of("x", "y#z", "2026-01-01"))))
                .isEqualTo(item("{ PK: {S: 'x#y#z'}, SK: {S: 'X#2026-01-01'} }"));
        for (var key : List.of(
                new RowKey("t", List.of("x#y", "z", "2026-01-01")),
                new RowKey("t", List.of("", "z", "2026-01-01")),
                new RowKey("t", List.of("x", "z", "infinity")),
                new RowKey("t", List.of("x", "z")),
                new RowKey("u", List.of("x", "z", "2026-01-01")))) {
            assertThatIllegalArgumentException().isThrownBy(() -> mapper.itemKey(key));
        }
    }
}
