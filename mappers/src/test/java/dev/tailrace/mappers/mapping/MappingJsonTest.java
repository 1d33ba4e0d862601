package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapping.MappingSpec.Else;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingJsonTest {
    @Test
    void rulesAreReadAsStated() {
        assertThat(read("""
                [ { when: { PK: 'USER#{id}' }, into: 'users', key: ['id'], rest: 'more',
                    columns: { email: 'text', at: { from: 'createdAt', type: 'timestamptz', unit: 'ms' } } },
                  { into: 'others', key: ['PK'] },
                  { else: 'skip' } ]
                """))
                .isEqualTo(new MappingJson.Read.Ok(new MappingSpec(
                        List.of(
                                new Rule(
                                        Map.of("PK", MappingSpec.Condition.of("USER#{id}")),
                                        "users",
                                        List.of("id"),
                                        Map.of(
                                                "email", new ColumnSpec(null, "text", null),
                                                "at", new ColumnSpec("createdAt", "timestamptz", "ms")),
                                        "more"),
                                new Rule(Map.of(), "others", List.of("PK"), Map.of(), null)),
                        Else.SKIP)));
    }

    @Test
    void consentToAnOwnedTableIsTrueOrFalseAndAbsentMeansFalse() {
        var read = (MappingJson.Read.Ok) read("[ { into: 't', key: ['a'], owned: true }, { into: 'u', key: ['b'] } ]");
        assertThat(read.spec().rules()).extracting(Rule::owned).containsExactly(true, false);

        var refused = (MappingJson.Read.Refused) read("[ { into: 't', key: ['a'], owned: 'yes' } ]");
        assertThat(refused.problems())
                .extracting(p -> p.code() + " " + p.pointer())
                .containsExactly("TR-F004 /0/owned");
    }

    @Test
    void columnsKeepTheOrderOfTheFile() {
        var read = (MappingJson.Read.Ok)
                read("[ { into: 't', key: ['k'], columns: { z: 'text', a: 'text', m: 'text' } } ]");

        assertThat(read.spec().rules().getFirst().columns().keySet()).containsExactly("z", "a", "m");
        assertThat(read.spec().otherwise()).isEqualTo(Else.REFUSE);
    }

    @Test
    void everythingUnknownOrMisplacedIsToldAtOnce() {
        var refused = (MappingJson.Read.Refused) read("""
                [ { else: 'drop', why: 'no' },
                  { whne: {}, into: 1, key: [ 2 ], columns: { 'a/b': { tpye: 'text' }, c: 3 }, rest: true },
                  { when: [], key: ['k'] } ]
                """);

        assertThat(refused.problems())
                .extracting(problem -> problem.code() + " " + problem.pointer())
                .containsExactly(
                        "TR-F003 /0/why",
                        "TR-F004 /0",
                        "TR-F004 /0/else",
                        "TR-F003 /1/whne",
                        "TR-F004 /1/key/0",
                        "TR-F003 /1/columns/a~1b/tpye",
                        "TR-F004 /1/columns/c",
                        "TR-F004 /1/into",
                        "TR-F004 /1/rest",
                        "TR-F004 /2/when",
                        "TR-F005 /2");
    }

    @Test
    void aMappingWithoutRulesIsNone() {
        assertThat(read("[ { else: 'skip' } ]")).isInstanceOf(MappingJson.Read.Refused.class);
    }
}
