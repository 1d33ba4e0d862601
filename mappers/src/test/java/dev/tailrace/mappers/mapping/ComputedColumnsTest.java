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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tailrace.mappers.mapper.RowKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shard numbers, date buckets and texts that are computed, and so passed over on the way back. */
class ComputedColumnsTest {
    /** The numbers are what Python's hashlib, zlib and datetime give. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ of: 'a', by: 'md5', mod: 10 } | {S: 'event-1'} | 5",
                "{ of: 'a', by: 'md5-last-hex' } | {S: 'event-1'} | 3",
                "{ of: 'a', by: 'md5-last-hex', mod: 10 } | {S: 'event-1'} | 3",
                "{ of: 'a', by: 'sha256', mod: 10 } | {S: 'event-1'} | 1",
                "{ of: 'a', by: 'crc32' } | {S: '123456789'} | 3421780262",
                "{ of: 'a', by: 'crc32', mod: 7 } | {N: '123456789'} | 5",
                "{ of: 'a', by: 'epoch' } | {S: '1970-01-02T00:00:01.9'} | 86401",
                "{ of: 'a', by: 'epoch', mod: 10 } | {S: '1969-12-31T23:59:59Z'} | 9",
                "{ of: 'a', bucket: 'day' } | {S: '2026-01-31T23:30:00-01:00'} | 2026-02-01",
                "{ of: 'a', bucket: 'month' } | {S: '2026-01-31'} | 2026-01",
                "{ of: 'a', bucket: 'hour' } | {N: '1700000000'} | 2023-11-14T22",
                "{ of: 'a', prefix: 'USER#', suffix: '!' } | {S: 'u'} | USER#u!",
                "{ of: 'a', by: 'crc32', mod: 7, prefix: 's' } | {S: '123456789'} | s5",
            })
    void aColumnIsComputedOfAnAttribute(String column, String attribute, String cell) {
        var mapper =
                mapper(PK_SK, "[ { into: 't', key: ['PK', 'SK'], columns: { c: %s }, rest: 'r' } ]".formatted(column));
        var item = item("{ PK: {S: 'p'}, SK: {S: 's'}, a: %s }".formatted(attribute));
        var row = row(mapper, item, PK_SK);

        assertThat(cells(row)).containsEntry("c", cell);
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
    }

    @Test
    void aKeyMayGetAShardAndABucket() {
        var mapper = mapper(PK_SK, """
            [ { when: { PK: '{sensor}', SK: '{at:timestamp}' }, into: 'readings', key: ['sensor', 'day', 'shard', 'at'],
                columns: { day: { of: 'at', bucket: 'day' }, shard: { of: 'at', by: 'epoch', mod: 10 } }, rest: 'r' } ]\
            """);
        var item = item("{ PK: {S: 'x'}, SK: {S: '2026-01-31T10:00:07'} }");
        var row = row(mapper, item, PK_SK);

        assertThat(row.key().cells()).containsExactly("x", "2026-01-31", "7", "2026-01-31 10:00:07");
        assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.sourceKey(
                        new RowKey("readings", List.of("x", "2026-01-31", "8", "2026-01-31 10:00:07"))));
        assertThat(compiled(PK_SK, """
            [ { into: 't', key: ['PK', 'SK', 's'], columns: { s: { of: 'a', by: 'md5', mod: 10 } }, rest: 'r' } ]\
            """).kinds().getFirst().keyFromKeyAlone()).isFalse();
    }

    @Test
    void whatNothingCanBeComputedOfIsRefused() {
        var mapper = mapper(PK_SK, """
            [ { into: 't', key: ['PK', 'SK', 's'], columns: { s: { of: 'a', bucket: 'day' } }, rest: 'r' } ]\
            """);

        assertThat(refusal(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'} }")).code())
                .isEqualTo("TR-M024");
        assertThat(refusal(mapper, item("{ PK: {S: 'p'}, SK: {S: 's'}, a: {S: 'now'} }"))
                        .code())
                .isEqualTo("TR-M022");
    }

    @Test
    void aShardThatTheKeyLosesIsNotInjective() {
        assertThat(problems(PK_SK, "[ { when: { PK: '{status}#{shard:int}' }, into: 't', key: ['status', 'SK'] } ]"))
                .extracting(MappingProblem::code)
                .containsExactly("TR-M008");
    }

    @Test
    void computationsThatMakeNoSenseAreToldAtOnce() {
        assertThat(problems(PK_SK, """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: { of: 'x', by: 'md6' }, b: { of: 'x', mod: 3 },
                c: { of: 'x', by: 'md5', mod: 0 }, d: { of: 'x', bucket: 'week' }, e: { of: 'x' }, f: { of: 'x', by: 'md5', type: 'jsonb' },
                g: { of: 'x', from: 'y', by: 'md5' } } } ]\
            """))
                .hasSize(7)
                .allSatisfy(p -> assertThat(p.code()).isEqualTo("TR-F004"));
    }
}
