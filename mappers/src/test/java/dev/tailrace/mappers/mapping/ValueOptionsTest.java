package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.problems;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapper.ReversibleMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file consents to beyond a column's type. Each item comes back as it was, and without a rest the plan says what does not. */
class ValueOptionsTest {
    private static final String KNOWN = "{ type: 'boolean', words: 'known' }";
    private static final String STATED = "{ type: 'boolean', truthy: [1, 'J'], falsy: [0, 'N', ''] }";
    private static final String JSON = "{ type: 'jsonb', decode: 'json', fallback: 'FALLBACK' }";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
                    KNOWN  | {BOOL: true}  | true
                    KNOWN  | {BOOL: false} | false
                    KNOWN  | {N: '1'}      | true
                    KNOWN  | {N: '0'}      | false
                    KNOWN  | {N: '1.0'}    | true
                    KNOWN  | {S: 'true'}   | true
                    KNOWN  | {S: 't'}      | true
                    KNOWN  | {S: 'Y'}      | true
                    KNOWN  | {S: 'No'}     | false
                    KNOWN  | {S: '0'}      | false
                    KNOWN  | {NULL: true}  | NULL
                    STATED | {BOOL: true}  | true
                    STATED | {N: '1'}      | true
                    STATED | {S: 'J'}      | true
                    STATED | {S: 'N'}      | false
                    STATED | {S: ''}       | false
                    JSON none  | {S: '{"b": 1.50, "a": [1e2, -0, null]}'} | {"a":[100,0,null],"b":1.5}
                    JSON none  | {S: '{"a":1,"a":2}'}       | {"a":2}
                    JSON none  | {S: '"text"'}              | "text"
                    JSON none  | {S: 'null'}                | null
                    JSON none  | {S: '{"$b":"AA=="}'}       | {"$b":"AA=="}
                    JSON none  | {S: 'no JSON'}             | NULL
                    JSON none  | {S: ''}                    | NULL
                    JSON none  | {S: '{"a":1} x'}           | NULL
                    JSON none  | {S: '{"a":"\\\\u0000"}'}     | NULL
                    JSON none  | {S: '["\\\\ud800"]'}         | NULL
                    JSON none  | {S: '1e401'}               | NULL
                    JSON none  | {M: {a: {N: '1'}}}         | NULL
                    JSON none  | {NULL: true}               | NULL
                    JSON value | {S: '{"a": 1}'}            | {"a":1}
                    JSON value | {S: 'no JSON'}             | "no JSON"
                    JSON value | {M: {a: {B: 'AA=='}}}      | {"a":{"$b":"AA=="}}
                    JSON value | {NULL: true}               | NULL
                    JSON fail  | {S: '[1, 2]'}              | [1,2]
                    { type: 'text', also: ['N'] }           | {S: '01067'} | 01067
                    { type: 'text', also: ['N'] }           | {N: '1067'}  | 1067
                    { type: 'text', also: ['N'] }           | {N: '1E+3'}  | 1000
                    { type: 'text', also: ['N', 'BOOL', 'L', 'M'] } | {BOOL: true} | true
                    { type: 'text', also: ['M', 'L'] }      | {L: [{N: '1'}, {SS: ['a']}]} | [1,{"$ss":["a"]}]
                    { type: 'text', also: ['N'], values: ['1', '2'] } | {N: '2'} | 2
                    { type: 'text', also: ['N'], nul: 'escape' } | {N: '2'} | 2
                    { type: 'timestamptz', unit: 'us' }     | {N: '1700000000123456'} | 2023-11-14 22:13:20.123456+00
                    { type: 'timestamptz', unit: 'ns' }     | {N: '1700000000123456000'} | 2023-11-14 22:13:20.123456+00
                    { type: 'timestamptz', unit: 'ns', fraction: 'cut' } | {N: '1700000000123456789'} | 2023-11-14 22:13:20.123456+00
                    { type: 'timestamptz', unit: 'ns', fraction: 'cut' } | {N: '-1'} | 1969-12-31 23:59:59.999999+00
                    { type: 'timestamptz', unit: 's' }      | {S: '1700000000'} | 2023-11-14 22:13:20+00
                    { type: 'timestamptz', fraction: 'cut' } | {S: '2026-01-31T10:00:00.1234567Z'} | 2026-01-31 10:00:00.123456+00
                    { type: 'timestamptz', fraction: 'cut' } | {S: '2026-01-31T10:00:00.123456789+02:00'} | 2026-01-31 08:00:00.123456+00
                    { type: 'timestamp', fraction: 'cut' }  | {S: '2026-01-31T10:00:00.999999999'} | 2026-01-31 10:00:00.999999
                    { type: 'timestamptz', format: 'blank' } | {S: '2026-01-31 10:00:00.123+00:00'} | 2026-01-31 10:00:00.123+00
                    { type: 'timestamp', format: ['blank', 'iso'] } | {S: '2026-01-31T10:00:00'} | 2026-01-31 10:00:00
                    { type: 'timestamptz', format: 'rfc1123' } | {S: 'Sat, 31 Jan 2026 10:00:00 GMT'} | 2026-01-31 10:00:00+00
                    { type: 'timestamptz', format: ['iso', 'date'], zone: 'Europe/Berlin' } | {S: '2026-01-31'} | 2026-01-30 23:00:00+00
                    { type: 'timestamptz', format: 'compact', zone: 'UTC' } | {S: '20260131100000'} | 2026-01-31 10:00:00+00
                    { type: 'timestamp', format: 'compact' } | {S: '20260131100000'} | 2026-01-31 10:00:00
                    { type: 'date', format: 'compact' }     | {S: '20260131'} | 2026-01-31
                    { type: 'date', format: ['iso', 'compact'] } | {N: '20260131'} | 2026-01-31
                    { type: 'numeric(12,2)', round: 'half-up' } | {N: '0.30000000000000004'} | 0.3
                    { type: 'numeric(12,2)', round: 'half-up' } | {N: '-0.005'} | -0.01
                    { type: 'numeric(12,2)', round: 'half-even' } | {N: '0.125'} | 0.12
                    { type: 'numeric(12,2)', round: 'down' } | {S: '0.199'} | 0.19
                    { type: 'integer', round: 'half-up' }   | {N: '2.5'} | 3
                    """)
    void aValueIsTakenAndItsItemComesBack(String column, String value, String cell) {
        var mapper = mapper(column);
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'}, v: " + value + " }");
        var row = row(mapper, item, PK_SK);

        assertThat(cells(row).get("v")).isEqualTo(cell);
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KNOWN      | {S: 'maybe'}      | is 'maybe', neither BOOL nor one of the values stated for true and false
                    KNOWN      | {N: '2'}          | is the number '2', neither BOOL nor one of the values stated for true and false
                    STATED     | {S: 'true'}       | is 'true', neither BOOL nor one of the values stated for true and false
                    { type: 'boolean' } | {N: '1'} | is the number '1', not BOOL: state words: known, or truthy and falsy, for what else is true and false
                    JSON fail  | {S: 'no JSON'}    | is 'no JSON', not a JSON text that jsonb can hold
                    JSON fail  | {M: {a: {S: 'b'}}} | is M, not a JSON text that jsonb can hold
                    { type: 'text', also: ['N'] }  | {BOOL: true} | is BOOL, not S or N
                    { type: 'text', also: ['N'], values: ['1'] } | {N: '2'} | is '2', none of the values stated
                    { type: 'timestamptz' } | {N: '1700000000123456'} | is a number of 16 digits, perhaps microseconds: state unit: us
                    { type: 'timestamptz' } | {N: '1700000000123456789'} | is a number of 19 digits, perhaps nanoseconds: state unit: ns
                    { type: 'timestamptz', unit: 'ns' } | {N: '1700000000123456789'} | is finer than microseconds
                    { type: 'timestamptz' } | {S: '2026-01-31 10:00:00Z'} | is '2026-01-31 10:00:00Z', not an ISO-8601 time with offset: state format: blank
                    { type: 'timestamptz' } | {S: 'Sat, 31 Jan 2026 10:00:00 GMT'} | is 'Sat, 31 Jan 2026 10:00:00 GMT', not an ISO-8601 time with offset: state format: rfc1123
                    { type: 'timestamptz' } | {S: '2026-01-31T10:00:00.1234567891Z'} | is finer than microseconds
                    { type: 'timestamptz' } | {S: '2026-01-31T10:00:00.1234560001Z'} | is finer than microseconds
                    { type: 'timestamptz' } | {S: '2026-01-31T10:00:00'} | is '2026-01-31T10:00:00', not an ISO-8601 time with offset: state the zone of such local times, zone: Europe/Berlin
                    { type: 'timestamp' } | {S: '2026-01-31T10:00:00Z'} | is '2026-01-31T10:00:00Z', not an ISO-8601 time without offset: make the column timestamptz
                    { type: 'timestamptz' } | {S: '2026-01-31'} | is '2026-01-31', not an ISO-8601 time with offset: state format: date
                    { type: 'timestamptz', zone: 'Europe/Berlin' } | {S: 'soon'} | is 'soon', not an ISO-8601 time with offset, or without one as in Europe/Berlin
                    { type: 'timestamptz', zone: 'Europe/Berlin' } | {S: '2026-01-31 10:00'} | is '2026-01-31 10:00', not an ISO-8601 time with offset, or without one as in Europe/Berlin: state format: blank
                    { type: 'timestamptz', format: 'rfc1123' } | {S: 'Sun, 31 Jan 2026 10:00:00 GMT'} | is 'Sun, 31 Jan 2026 10:00:00 GMT', not a time of the formats rfc1123
                    { type: 'timestamptz', format: 'rfc1123' } | {S: 'Sat, 31 Jan 2026 10:00:60 GMT'} | is 'Sat, 31 Jan 2026 10:00:60 GMT', not a time of the formats rfc1123
                    { type: 'date', format: 'compact' } | {S: '20260231'} | is '20260231', not a date of the formats stated
                    { type: 'date' } | {S: '20260131'} | is '20260131', not a date as yyyy-mm-dd: state format: compact
                    { type: 'numeric(4,2)', round: 'half-up' } | {N: '99.995'} | has more than 2 digits before the point
                    """)
    void whatDoesNotFitIsNamedWithWhatToState(String column, String value, String why) {
        var refused = refusal(mapper(column), item("{ PK: {S: 'p'}, SK: {S: 's'}, v: " + value + " }"));

        assertThat(refused.code()).isEqualTo("TR-M022");
        assertThat(refused.reason()).startsWith("The attribute v " + why + " (column v ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    KNOWN                                      | a number or a text for true or false
                    JSON none                                  | white space, the order of names, how numbers are written, or what is not JSON,
                    { type: 'text', also: ['N'] }              | a value of the kind N
                    { type: 'timestamptz', fraction: 'cut' }   | a number, or another spelling of the same time, or a fraction that was cut,
                    { type: 'numeric(12,2)', round: 'down' }   | a text of digits, or digits that were rounded off,
                    """)
    void withoutARestThePlanSaysWhatDoesNotComeBack(String column, String what) {
        var losses = compiled(PK_SK, rules(column).replace(", rest: 'r'", ""))
                .reversibilities()
                .getFirst()
                .losses();

        assertThat(losses).extracting(Reversibility.Loss::attribute).containsExactly("", "v");
        assertThat(losses.getLast().why()).startsWith("Rule 1 has no rest for " + what + " in v, which its ");
        assertThat(compiled(PK_SK, rules(column)).reversibilities().getFirst().losses())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    { value: true, type: 'boolean' }            | true
                    { value: false, type: 'boolean' }           | false
                    { value: 'true', type: 'boolean' }          | true
                    { value: { b: [1, 'x'], a: null }, type: 'jsonb' } | {"a":null,"b":[1,"x"]}
                    { value: [], type: 'jsonb' }                | []
                    { value: 'order', type: 'jsonb' }           | "order"
                    { value: '{}', type: 'jsonb' }              | "{}"
                    { value: true, type: 'jsonb' }              | true
                    { value: 7, type: 'bigint' }                | 7
                    { value: 1.5, type: 'numeric' }             | 1.5
                    { value: true }                             | true
                    """)
    void aConstantMayBeABooleanOrJson(String column, String cell) {
        var mapper = mapper(column);
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'}, v: {S: 'else'} }");
        var row = row(mapper, item, PK_SK);

        assertThat(cells(row)).containsEntry("v", cell);
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    { value: 'yes', type: 'boolean' }
                    { value: 1, type: 'boolean' }
                    { value: {}, type: 'text' }
                    { value: 'AA==', type: 'bytea' }
                    { value: true, type: 'boolean', words: 'known' }
                    { type: 'boolean', truthy: [1], falsy: [1] }
                    { type: 'boolean', words: 'all' }
                    { type: 'text', truthy: ['Y'] }
                    { type: 'boolean', truthy: [true] }
                    { type: 'text', decode: 'json' }
                    { type: 'jsonb', decode: 'json', fallback: 'text' }
                    { type: 'jsonb', decode: 'json', nul: 'strip' }
                    { type: 'jsonb', fallback: 'none' }
                    { type: 'integer', also: ['S'] }
                    { type: 'text', also: ['B'] }
                    { type: 'numeric', round: 'half-up' }
                    { type: 'numeric(12,2)', round: 'up' }
                    { type: 'text', round: 'down' }
                    { type: 'date', digits: 3 }
                    { type: 'date', fraction: 'cut' }
                    { type: 'timestamp', format: 'rfc1123' }
                    { type: 'timestamp', offset: 'Z' }
                    { type: 'timestamptz', format: 'compact' }
                    { type: 'timestamptz', format: 'date' }
                    { type: 'timestamptz', format: 'unix' }
                    { type: 'timestamptz', format: ['iso', 'iso'] }
                    { type: 'timestamptz', digits: 7 }
                    { type: 'timestamptz', digits: 1.5 }
                    { type: 'timestamptz', offset: 'UTC' }
                    { type: 'timestamptz', offset: 'Z', zone: 'UTC' }
                    { type: 'timestamptz', offset: '+00:00', format: 'rfc1123' }
                    { type: 'timestamptz', fraction: 'round' }
                    { type: 'timestamptz', unit: 'm' }
                    { type: 'text', digits: 3 }
                    """)
    void optionsThatMakeNoSenseAreRefused(String column) {
        var codes = switch (Mappings.read(rules(column))) {
            case MappingJson.Read.Refused refused -> refused.problems();
            case MappingJson.Read.Ok ok -> problems(PK_SK, rules(column));
        };
        assertThat(codes)
                .extracting(p -> p.code() + " " + p.pointer().substring(0, 12))
                .containsOnly("TR-F004 /0/columns/v");
    }

    @Test
    void noKeyIsOfAColumnThatMayNotGiveItBack() {
        for (var column : List.of(JSON, "{ type: 'text', also: ['N'] }", "{ value: {}, type: 'jsonb' }", KNOWN)) {
            assertThat(problems(
                            PK_SK,
                            "[ { into: 't', key: ['PK', 'SK', 'v'], columns: { v: " + column.replace("FALLBACK", "fail")
                                    + " }, rest: 'r' } ]"))
                    .isNotEmpty();
        }
    }

    @Test
    void anApplicationsChangeComesBackAsTheFirstFormatHasIt() {
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'}, v: {S: '2026-01-31T10:00:00Z'} }");
        var mapper = mapper("{ type: 'timestamptz', format: ['rfc1123', 'iso'] }");
        var row = row(mapper, item, PK_SK);
        row.cells().set(2, "2026-02-01 00:00:00+00");

        assertThat(mapper.unmap(List.of(row)).get("v"))
                .isEqualTo(item("{ v: {S: 'Sun, 01 Feb 2026 00:00:00 GMT'} }").get("v"));
    }

    private static ReversibleMapper mapper(String column) {
        return Mappings.mapper(PK_SK, rules(column));
    }

    private static String rules(String column) {
        var stated = column.startsWith("JSON")
                ? JSON.replace("FALLBACK", column.substring("JSON ".length()))
                : column.replace("KNOWN", KNOWN).replace("STATED", STATED);
        return "[ { into: 't', key: ['PK', 'SK'], columns: { v: " + stated + " }, rest: 'r' } ]";
    }
}
