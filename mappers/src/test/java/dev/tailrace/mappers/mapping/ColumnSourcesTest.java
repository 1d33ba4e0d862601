package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are more than an attribute as a whole. */
class ColumnSourcesTest {
    private static final String KEY = "{ PK: {S: 'p'}, SK: {S: 's'}, ";

    @Test
    void anEntryOfAMapLeavesTheRestAndComesBack() {
        var mapper = mapper(
                "city: { from: 'address.city', type: 'text' }, lat: { from: 'address.geo\\\\.lat', type: 'numeric' }");
        var item = item(KEY + "address: {M: {city: {S: 'Berlin'}, 'geo.lat': {N: '52.5'}, zip: {S: '10115'}}} }");

        assertThat(cells(row(mapper, item, PK_SK)))
                .isEqualTo(Map.of(
                        "PK",
                        "p",
                        "SK",
                        "s",
                        "city",
                        "Berlin",
                        "lat",
                        "52.5",
                        "r",
                        "{\"address\":{\"zip\":\"10115\"}}"));
        assertThat(back(mapper, item)).isEqualTo(item);
        for (var address :
                List.of("{M: {}}", "{M: {city: {NULL: true}}}", "{S: 'none'}", "{M: {'geo.lat': {S: '52.50'}}}")) {
            var other = item(KEY + "address: " + address + " }");
            assertThat(back(mapper, other)).isEqualTo(other);
        }
    }

    @Test
    void aChangedEntryIsPutIntoItsMap() {
        var mapper = mapper("city: { from: 'address.city', type: 'text' }");
        var row = row(mapper, item(KEY + "x: {N: '1'} }"), PK_SK);
        row.cells().set(2, "Rome");

        assertThat(mapper.unmap(List.of(row)))
                .isEqualTo(item(KEY + "x: {N: '1'}, address: {M: {city: {S: 'Rome'}}} }"));
    }

    @Test
    void aConstantIsTheSameInEveryRow() {
        var mapper = mapper("kind: { value: 'order' }, version: { type: 'integer', value: 3 }");
        var item = item(KEY + "kind: {S: 'other'} }");

        assertThat(cells(row(mapper, item, PK_SK)))
                .containsEntry("kind", "order")
                .containsEntry("version", "3")
                .containsEntry("r", "{\"kind\":\"other\"}");
        assertThat(back(mapper, item)).isEqualTo(item);
    }

    @Test
    void textThatIsNoneOfTheValuesIsRefused() {
        var mapper = mapper("status: { type: 'text', values: ['NEW', 'PAID'] }");

        assertThat(cells(row(mapper, item(KEY + "status: {S: 'PAID'} }"), PK_SK)))
                .containsEntry("status", "PAID");
        assertThat(refusal(mapper, item(KEY + "status: {S: 'paid'} }")).reason())
                .isEqualTo("The attribute status is 'paid', none of the values stated (column status text of t).");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00, 2026-01-31 09:00:00+00, true",
        "2026-07-31T10:00:00.500000, 2026-07-31 08:00:00.5+00, true",
        "2026-10-25T02:30:00, 2026-10-25 00:30:00+00, true",
        "2026-07-31T10:00:00.5, 2026-07-31 08:00:00.5+00, false",
        "2026-07-31T10:00:00Z, 2026-07-31 10:00:00+00, false",
    })
    void aLocalTimeIsReadInItsZoneAndComesBack(String text, String cell, boolean exact) {
        var mapper = mapper("at: { type: 'timestamptz', zone: 'Europe/Berlin' }");
        var item = item(KEY + "at: {S: '%s'} }".formatted(text));
        var cells = cells(row(mapper, item, PK_SK));

        assertThat(cells).containsEntry("at", cell);
        assertThat(cells.get("r").equals("{}")).isEqualTo(exact);
        assertThat(back(mapper, item)).isEqualTo(item);
        assertThat(refusal(mapper, item(KEY + "at: {S: '2026-03-29T02:30:00'} }"))
                        .reason())
                .contains("a local time that Europe/Berlin leaves out");
    }

    @Test
    void aPackedTextIsUnpackedWhereItsFlagSaysSo() {
        var mapper = mapper("body: { type: 'text', decode: 'gzip+base64', flag: 'packed' }");
        var packed = Packing.GZIP_BASE64.pack("Grüße, '?'");
        var attributes = new HashMap<>(item(KEY + "packed: {BOOL: true} }").attributes());
        attributes.put("body", packed);
        var item = Item.of(attributes);
        var plain = item(KEY + "body: {S: 'plain'}, packed: {BOOL: false} }");

        assertThat(cells(row(mapper, item, PK_SK))).containsEntry("body", "Grüße, '?'");
        assertThat(cells(row(mapper, plain, PK_SK))).containsEntry("body", "plain");
        assertThat(back(mapper, item)).isEqualTo(item);
        assertThat(back(mapper, plain)).isEqualTo(plain);
        assertThat(refusal(mapper, item(KEY + "body: {S: 'plain'}, packed: {N: '1'} }"))
                        .code())
                .isEqualTo("TR-M022");

        var changed = row(mapper, item, PK_SK);
        changed.cells().set(2, "new");
        var back = mapper.unmap(List.of(changed)).get("body");
        assertThat(back).isNotNull();
        assertThat(Packing.GZIP_BASE64.unpack(back)).isEqualTo("new");
    }

    @Test
    void aBombIsRefused() {
        var mapper = mapper("body: { type: 'text', decode: 'gzip' }");
        var attributes = new HashMap<>(item(KEY + "x: {N: '1'} }").attributes());
        attributes.put("body", Packing.GZIP.pack("a".repeat(Packing.LARGEST + 1)));

        assertThat(refusal(mapper, Item.of(attributes)).reason())
                .isEqualTo(
                        "The attribute body is B that does not unpack to text of at most 16 MiB (column body text of t).");
    }

    @Test
    void withoutARestAPackedTextIsNotReversible() {
        assertThat(compiled(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], columns: { body: { type: 'text', decode: 'gzip' } } } ]""").reversibilities().getFirst().losses())
                .extracting(Reversibility.Loss::attribute)
                .containsExactly("", "body");
    }

    @Test
    void definitionsThatMakeNoSenseAreToldAtOnce() {
        assertThat(problems(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: { from: 'x..y', type: 'text' }, b: { from: 'PK.x', type: 'text' },
                    c: { value: 'x', type: 'integer' }, d: { value: 'x', from: 'y' }, e: { type: 'integer', values: ['1'] },
                    f: { type: 'timestamptz', zone: 'Atlantis' }, g: { type: 'timestamp', zone: 'UTC' },
                    h: { type: 'text', decode: 'zip' }, i: { type: 'jsonb', decode: 'gzip' }, j: { type: 'text', flag: 'x' },
                    k: { value: 'x', type: 'texd' } } } ]"""))
                .extracting(p -> p.code() + " " + p.pointer().replace("/0/columns/", ""))
                .containsExactly(
                        "TR-F004 a",
                        "TR-F004 b",
                        "TR-F004 c",
                        "TR-F004 d",
                        "TR-F004 e",
                        "TR-F004 f",
                        "TR-F004 g",
                        "TR-F004 h",
                        "TR-F004 i",
                        "TR-F004 j",
                        "TR-M003 k");
    }

    private static ReversibleMapper mapper(String columns) {
        return Mappings.mapper(PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { " + columns + " }, rest: 'r' } ]");
    }

    private static Item back(ReversibleMapper mapper, Item item) {
        return mapper.unmap(List.of(row(mapper, item, PK_SK)));
    }
}
