package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.Item;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An application that reads shards 0 to 9 is told what it would miss, as far as was seen. */
class ShardFieldsTest {
    private static final String OWNED = """
            [ { when: { PK: '{day}#{n}' }, into: 'events', key: ['day', 'SK'], owned: true, rest: 'r', columns: { %s } } ]""";

    /** MD5 of {@code 0} to {@code 19}, modulo 10, as Python's hashlib gives them. */
    private static final String MD5 = "01230325144023835752";

    private static List<String> measured(String mapping, IntFunction<String> shard) {
        List<Item> items = IntStream.range(0, 20)
                .mapToObj(i -> item("{ PK: {S: '2026-01-31#%s'}, SK: {S: '%d'} }".formatted(shard.apply(i), i)))
                .toList();
        return ShardFields.measured(((MappingJson.Read.Ok) read(mapping)).spec(), PK_SK, items);
    }

    @Test
    void aFieldThatAnOwnedRuleLeavesOutIsAShard() {
        assertThat(measured(OWNED.formatted(""), i -> Integer.toString(i % 12)))
                .containsExactly(
                        "The shards of events, the field n, were 0 to 11 in 20 items; a reader asks for each of them.");
        assertThat(measured(OWNED.formatted(""), i -> i % 2 == 0 ? "a" : "07"))
                .containsExactly(
                        "The shards of events, the field n, were a, 07 in 20 items; a reader asks for each of them.");
    }

    @Test
    void whatAComputedShardDoesNotMakeWouldBeMissed() {
        assertThat(measured(OWNED.formatted("s: { of: 'SK', by: 'md5', mod: 10 }"), i -> Integer.toString(i % 12)))
                .element(1)
                .isEqualTo(
                        "The column s of events (md5 mod 10) makes 0 to 9: who reads these shards of the source misses"
                                + " 10, 11, 2 of 20 items.");
        assertThat(measured(OWNED.formatted("s: { of: 'SK', by: 'crc32', list: ['a', 'b'] }"), i -> i == 0 ? "c" : "a"))
                .element(1)
                .isEqualTo(
                        "The column s of events (one of a, b by crc32) makes a, b: who reads these shards of the source"
                                + " misses c, 1 of 20 items.");
    }

    @Test
    void anAlgorithmThatIsNotTheApplicationsIsTold() {
        var column = OWNED.formatted("s: { of: 'SK', by: 'md5', mod: 10 }");
        assertThat(measured(column, i -> MD5.substring(i, i + 1))).hasSize(1);
        assertThat(measured(column, i -> i < 5 ? MD5.substring(i, i + 1) : (MD5.charAt(i) == '9' ? "0" : "9")))
                .element(1)
                .isEqualTo(
                        "The column s of events (md5 mod 10) is what the field n has in 5 of 20 items: the application"
                                + " computes it otherwise, or chose at random.");
    }

    @Test
    void otherFieldsAreNone() {
        assertThat(measured(
                        "[ { when: { PK: '{day}#{n}' }, into: 'events', key: ['day', 'n', 'SK'] } ]",
                        Integer::toString))
                .isEmpty();
        assertThat(measured(
                        "[ { when: { PK: '{day}#{my_shard}' }, into: 'events', key: ['day', 'my_shard', 'SK'] } ]",
                        Integer::toString))
                .hasSize(1);
    }
}
