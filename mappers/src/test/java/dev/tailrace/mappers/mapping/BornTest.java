package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowLookup;
import dev.tailrace.mappers.mapper.RowLookup.Match;
import dev.tailrace.mappers.mapper.TableWay;
import dev.tailrace.mappers.mapper.WayBack;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that the application makes in an owned table have a way back where the file says how their source keys are made (R10). */
class BornTest {
    /** md5('e1') mod 10 is 7. */
    private static final String EVENTS = """
            [ { when: { PK: 'E#{shard}', SK: '{event_id}' }, into: 'events', key: ['event_id'], columns: { kind: 'text' }, rest: 'r',
                owned: true, born: { shard: { of: 'event_id', by: 'md5', mod: 10 } } } ]""";

    private final ReversibleMapper events = mapper(PK_SK, EVENTS);

    @Test
    void aRowThatTheApplicationMadeBecomesAnItem() {
        var born = row(events, "e1", "new", null, null);
        var key = events.claimedKey(born);
        assertThat(key).isEqualTo(item("{ PK: {S: 'E#%s'}, SK: {S: 'e1'} }".formatted(shard(events))));
        var item = item("{ PK: {S: 'E#%s'}, SK: {S: 'e1'}, kind: {S: 'new'} }".formatted(shard(events)));
        assertThat(events.unmap(List.of(born))).isEqualTo(item);
        assertThat(WayBack.item(events, key, List.of(born))).isEqualTo(new WayBack.Items(List.of(item)));
    }

    /** As the rule itself computes it. */
    private static String shard(ReversibleMapper mapper) {
        var computed = mapper(PK_SK, """
                [ { into: 't', key: ['PK', 'SK'], columns: { n: { of: 'SK', by: 'md5', mod: 10 } }, rest: 'r' } ]""");
        var row = ((Mapped.Rows) computed.map(item("{ PK: {S: 'p'}, SK: {S: 'e1'} }")))
                .rows()
                .getFirst();
        return String.valueOf(row.cells().get(2));
    }

    @Test
    void itIsFoundByItsSourceKeyNextToTheRowThatNamesIt() {
        var born = row(events, "e1", "new", null, null);
        var key = events.claimedKey(born);
        var json = DynamoJson.write(key);
        var lookup = (RowLookup.Rows) events.lookups(key).getFirst();
        assertThat(lookup.anyOf())
                .containsExactly(List.of(new Match(3, json)), List.of(new Match(3, null), new Match(0, "e1")));
        assertThat(lookup.isMetBy(born)).isTrue();
        assertThat(lookup.isMetBy(row(events, "e2", "new", null, json))).isTrue();
        assertThat(lookup.isMetBy(row(events, "e1", "new", null, "{\"PK\":{\"S\":\"x\"}}")))
                .isFalse();
    }

    @Test
    void aRowThatNamesItsItemAndOneThatIsBornUnderItsKeyAreNoItem() {
        var born = row(events, "e1", "new", null, null);
        var key = events.claimedKey(born);
        var named = row(events, "e9", "old", "{}", DynamoJson.write(key));
        assertThat(WayBack.item(events, key, List.of(born, named))).isInstanceOf(WayBack.Unclear.class);
    }

    @Test
    void theWayBackNeedsAnIndexOfSourceKeysAndOfWhatThePrimaryKeyDoesNotFind() {
        assertThat(events.ways())
                .containsExactly(new TableWay(
                        events.tables().getFirst(),
                        null,
                        List.of(0),
                        List.of(new TableWay.Index(List.of(3), false)),
                        null));
        var orders = mapper(PK_SK, """
                [ { when: { PK: 'U#{user}', SK: '{id}' }, into: 'orders', key: ['id'], columns: { total: 'text', user: 'text' },
                    owned: true, born: {} } ]""");
        var way = orders.ways().getFirst();
        assertThat(way.recorded()).containsExactly(0, 2);
        assertThat(way.indexes())
                .containsExactly(new TableWay.Index(List.of(3), false), new TableWay.Index(List.of(0, 2), true));
        assertThat(orders.claimedKey(new Row(orders.tables().getFirst(), Arrays.asList("i", null, "u", null))))
                .isEqualTo(item("{ PK: {S: 'U#u'}, SK: {S: 'i'} }"));
    }

    @Test
    void withoutItSuchARowHasNoWayBackAndTheMappingSaysSo() {
        var mapper = mapper(PK_SK, EVENTS.replaceAll(", born: \\{.*?}\\s*}", ""));
        var way = mapper.ways().getFirst();
        assertThat(way.none()).isNull();
        assertThat(way.unborn()).contains("events", "born");
        var born = row(mapper, "e1", "new", null, null);
        assertThatThrownBy(() -> mapper.claimedKey(born)).hasMessageStartingWith("Cannot find the source key");
        var key = events.claimedKey(row(events, "e1", "new", null, null));
        assertThat(((RowLookup.Rows) mapper.lookups(key).getFirst()).anyOf()).hasSize(1);
    }

    @Test
    void aColumnThatIsNullMakesNoKey() {
        var mapper = mapper(PK_SK, """
                [ { when: { PK: 'U#{user}', SK: '{id}' }, into: 'orders', key: ['id'], columns: { user: 'text' }, owned: true, born: {} } ]""");
        assertThatThrownBy(() -> mapper.claimedKey(new Row(mapper.tables().getFirst(), Arrays.asList("i", null, null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PK")
                .hasMessageContaining("NULL");
    }

    @Test
    void ofTwoRulesOneSaysHow() {
        var two = """
                [ { when: { PK: 'A#{id}' }, into: 't', key: ['id', 'SK'], owned: true, rest: 'r' },
                  { when: { PK: 'B#{id}' }, into: 't', key: ['id', 'SK'], owned: true, rest: 'r', born: {} } ]""";
        var mapper = compiled(PK_SK, two).mapper();
        assertThat(compiled(PK_SK, two).reversibilities().getFirst().losses()).isEmpty();
        assertThat(mapper.unmap(List.of(new Row(mapper.tables().getFirst(), Arrays.asList("i", "s", null, null)))))
                .isEqualTo(item("{ PK: {S: 'B#i'}, SK: {S: 's'} }"));
        assertThat(problems(PK_SK, two.replace("rest: 'r' },", "rest: 'r', born: {} },")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.pointer()).isEqualTo("/1/born");
                    assertThat(problem.what()).contains("rules 1 and 2");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ shard: { of: 'event_id', by: 'md5', mod: 10 } } | owned: false | /0/born | not owned",
                "{} | owned: true | /0/born | how shard of PK is made",
                "{ shard: 'nothing' } | owned: true | /0/born/shard | nothing, which the rule does not have",
                "{ shard: 'r' } | owned: true | /0/born/shard | jsonb",
                "{ shard: { of: 'event_id', by: 'md6' } } | owned: true | /0/born/shard | by md6",
                "{ shard: { of: 'event_id', mod: 3 } } | owned: true | /0/born/shard | mod without a number",
                "{ shard: 'kind', event_id: 'kind' } | owned: true | /0/born/event_id | a column of events",
                "{ shard: 'kind', other: 'kind' } | owned: true | /0/born/other | neither a key attribute"
            })
    void whatMakesNoSenseIsRefused(String born, String owned, String pointer, String words) {
        var mapping = """
                [ { when: { PK: 'E#{shard}', SK: '{event_id}' }, into: 'events', key: [%s], columns: { kind: 'text'%s }, rest: 'r',
                    %s, born: %s } ]""".formatted(owned.endsWith("true") ? "'event_id'" : "'shard', 'event_id'", "", owned, born);
        assertThat(problems(PK_SK, mapping)).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.what()).contains(words);
        });
    }

    @Test
    void aKeyOfWhichNoColumnHoldsAnythingCannotBeFound() {
        assertThat(problems(PK_SK, """
                        [ { when: { PK: '{digest}', SK: { equals: 'x' } }, into: 't', key: ['url'], columns: { url: 'text' }, owned: true,
                            born: { digest: { of: 'url', by: 'md5', form: 'hex' } } } ]"""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("can be found by its source key"));
    }

    @Test
    void formIsCheckedWhenItIsRead() {
        assertThat(Mappings.read("[ { into: 't', key: ['PK'], born: { x: { by: 'md5' }, y: { of: 'a', bye: 1 } } } ]"))
                .isInstanceOfSatisfying(
                        MappingJson.Read.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(MappingProblem::pointer)
                                .containsExactly("/0/born/x", "/0/born/y/bye"));
    }

    private static Row row(
            ReversibleMapper mapper, String id, @Nullable String kind, @Nullable String rest, @Nullable String source) {
        return new Row(mapper.tables().getFirst(), Arrays.asList(id, kind, rest, source));
    }
}
