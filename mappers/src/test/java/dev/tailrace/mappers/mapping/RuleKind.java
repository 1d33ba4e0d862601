package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.RandomKey.BINARY;
import static dev.tailrace.mappers.mapping.RandomKey.DIGITS;
import static dev.tailrace.mappers.mapping.RandomKey.MARKS;
import static dev.tailrace.mappers.mapping.RandomKey.NUMBER;
import static dev.tailrace.mappers.mapping.RandomKey.PARTS;
import static dev.tailrace.mappers.mapping.RandomKey.TEXT;
import static dev.tailrace.mappers.mapping.RandomKey.TIME;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;

/** A mapping of every kind that the language has, with a source key that it is hard on; all of them are reversible. */
enum RuleKind {
    PLAIN(TEXT, BINARY, "[ { into: 't', key: ['PK', 'SK'], rest: 'r' } ]"),
    TYPES_1(TEXT, TIME, typed("text", "numeric", "boolean")),
    TYPES_2(TEXT, TIME, typed("bytea", "bigint", "text[]")),
    TYPES_3(TEXT, TIME, typed("numeric[]", "bytea[]", "timestamptz")),
    TYPES_4(TEXT, TIME, typed("date", "timestamp", "numeric(30,10)")),
    SEVERAL_FIELDS(MARKS, MARKS, """
            [ { when: { SK: 'a#{x}#{y}#{z}' }, into: 't', key: ['z', 'PK', 'x', 'y'], rest: 'r' },
              { when: { PK: '{x}0{y}', SK: '{z}##{x}' }, into: 'u', key: ['x', 'z', 'y'], rest: 'r' },
              { when: { SK: '{x}#{y}' }, into: 'v', key: ['PK', 'y', 'x'], rest: 'r' },
              { into: 'w', key: ['SK', 'PK'], rest: 'r' } ]"""),
    TYPED_FIELDS(PARTS, DIGITS, """
            [ { when: { PK: '{x}#{y}', SK: '{n:int}' }, into: 't', key: ['y', 'n', 'x'], rest: 'r', nul: 'escape',
                columns: { a: { type: 'text', nul: 'escape' }, b: { type: 'jsonb', nul: 'escape' } } } ]"""),
    FIXED_WIDTHS(MARKS, MARKS, """
            [ { when: { PK: '{n:int:3}{x}', SK: '{y}#{m:int:2}' }, into: 't', key: ['n', 'x', 'y', 'm'], rest: 'r' },
              { when: { PK: '{n:int:2}{m:int:1}#' }, into: 'u', key: ['n', 'm', 'SK'], columns: { n: 'smallint', m: 'numeric' }, rest: 'r' },
              { when: { SK: 'a{x}{n:int:2}' }, into: 'v', key: ['PK', 'x', 'n'], rest: 'r' },
              { into: 'w', key: ['PK', 'SK'], rest: 'r' } ]"""),
    GREEDY(MARKS, MARKS, """
            [ { when: { PK: '{x...}#{y}', SK: '{z}0{w...}#{v}' }, into: 't', key: ['x', 'y', 'z', 'w', 'v'], rest: 'r' },
              { when: { PK: '{x}#{y...}#{z}' }, into: 'u', key: ['x', 'y', 'z', 'SK'], rest: 'r' },
              { when: { SK: '{x...}-{y}' }, into: 'v', key: ['PK', 'x', 'y'], rest: 'r' },
              { into: 'w', key: ['PK', 'SK'], rest: 'r' } ]"""),
    OTHER_ATTRIBUTES(NUMBER, TEXT, """
            [ { when: { a: '{t}' }, into: 't', key: ['PK', 'SK'], columns: { t: 'text', b: 'jsonb' }, rest: 'r' },
              { when: { b: 'x{u}', c: '{u}' }, into: 'u', key: ['PK', 'SK'], columns: { u: 'text' }, rest: 'r' },
              { into: 'v', key: ['PK', 'SK'], columns: { a: 'jsonb', b: { type: 'jsonb' }, c: 'jsonb' }, rest: 'r' } ]"""),
    NUL(TEXT, TEXT, """
            [ { when: { PK: '{x}#{y}' }, into: 'u', key: ['x', 'y', 'SK'], rest: 'r', nul: 'escape',
                columns: { x: { type: 'text', nul: 'escape' }, y: { type: 'text', nul: 'bytea' }, SK: { type: 'text', nul: 'escape' },
                    a: { type: 'text', nul: 'bytea' }, m: { type: 'jsonb', nul: 'escape' } } },
              { into: 't', key: ['PK', 'SK'], rest: 'r', nul: 'escape', columns: { a: { type: 'timestamptz', unit: 'ms' },
                PK: { type: 'text', nul: 'bytea' }, SK: { type: 'text', nul: 'escape' },
                b: { type: 'text', nul: 'bytea' }, x: { from: 'c', type: 'jsonb', nul: 'escape' }, y: { from: 'c', type: 'jsonb', nul: 'escape' } } } ]"""),
    CHILD_TABLES(PARTS, TEXT, """
            [ { when: { PK: '{x}#{y}' }, into: 't', key: ['x', 'y', 'SK'], rest: 'r', each: {
                lines: { into: 'l', position: 'n', columns: { sku: 'text', qty: 'numeric', due: 'timestamptz' }, rest: 'm' },
                a: { into: 'k', position: 'p', rest: 'm', nul: 'escape' } } },
              { into: 'u', key: ['SK', 'PK'], rest: 'r', each: { lines: { into: 'v', position: 'n', rest: 'm' } } } ]"""),
    PATHS(TEXT, TEXT, """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { x: { from: 'm.x', type: 'jsonb' }, y: { from: 'm.n.y', type: 'timestamptz' },
                z: { from: 'm.n.z', type: 'numeric' }, w: { from: 'm.n.y', type: 'jsonb' }, v: { from: 'm.x.v', type: 'jsonb' } } } ]"""),
    DECODED(TEXT, NUMBER, """
            [ { when: { b: { equals: true } }, into: 'u', key: ['PK', 'SK'], rest: 'r',
                columns: { q: { from: 'p', type: 'text', decode: 'gzip+base64' } } },
              { into: 't', key: ['PK', 'SK'], rest: 'r', nul: 'escape',
                columns: { k: { value: 'k' }, p: { from: 'p', type: 'text', decode: 'gzip+base64', flag: 'b', nul: 'escape' } } } ]"""),
    NARROWED(TEXT, TEXT, """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', nul: 'escape', columns: { a: { type: 'timestamptz', zone: 'America/New_York' },
                c: { type: 'text', values: ['', 't', 'null'] }, x: { from: 'm.x', type: 'jsonb', nul: 'escape' } } } ]"""),
    TIMES(MARKS, TIME, """
            [ { when: { SK: '{at:timestamptz:0,6+02:00}', a: { present: false } }, into: 'u', key: ['PK', 'at'], rest: 'r', nul: 'escape',
                columns: { PK: { type: 'text', nul: 'escape' } } },
              { when: { SK: '{at:timestamptz:0,3}' }, into: 't', key: ['PK', 'at'], rest: 'r', nul: 'escape',
                columns: { PK: { type: 'text', nul: 'escape' }, a: { type: 'timestamptz', format: ['blank', 'iso'], fraction: 'cut', digits: [0, 6] } } } ]"""),
    LOCAL_TIMES(TEXT, TIME, """
            [ { when: { a: { present: false } }, into: 't', key: ['PK', 'SK'], rest: 'r', nul: 'escape', columns: {
                    PK: { type: 'text', nul: 'escape' }, SK: { type: 'timestamp', digits: [0, 3] } } },
              { into: 'u', key: ['PK', 'SK'], rest: 'r', nul: 'escape', columns: {
                    PK: { type: 'text', nul: 'escape' }, SK: { type: 'timestamptz', zone: 'America/New_York', digits: 3, format: ['iso', 'date'] },
                    b: { type: 'timestamptz', format: ['rfc1123', 'iso'] }, c: { type: 'date', format: ['compact', 'iso'] } } } ]"""),
    JSON_IN_TEXT(TEXT, TEXT, """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: { type: 'jsonb', decode: 'json', fallback: 'value' },
                b: { decode: 'json', fallback: 'none' }, x: { from: 'm.x', decode: 'json', fallback: 'none' }, k: { value: { a: 1 }, type: 'jsonb' } } } ]"""),
    OTHER_KINDS(TEXT, NUMBER, """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: { type: 'text', also: ['N', 'BOOL', 'L', 'M'] },
                b: { type: 'boolean', words: 'known' }, c: { type: 'numeric(30,2)', round: 'half-even' } } } ]"""),
    STATED_WORDS(TEXT, NUMBER, """
            [ { into: 't', key: ['PK', 'yes', 'SK'], rest: 'r', nul: 'escape', columns: { PK: { type: 'text', nul: 'escape' },
                yes: { value: true, type: 'boolean' }, b: { type: 'boolean', truthy: [1, ''], falsy: [0, 't'] },
                c: { type: 'bigint', round: 'down' } } } ]"""),
    CONDITIONS(PARTS, NUMBER, """
            [ { when: { PK: { prefix: 'a' }, a: { type: 'S' } }, into: 't', key: ['PK', 'SK'], columns: { k: { value: 'x' } }, rest: 'r' },
              { when: { b: { present: false } }, into: 't', key: ['PK', 'SK'], columns: { k: { value: 'y' } }, rest: 'r' },
              { when: { c: { equals: true } }, into: 'u', key: ['PK', 'SK'], rest: 'r' } ]"""),
    MORE_CONDITIONS(MARKS, NUMBER, """
            [ { when: { 'm.n.y': { type: 'S' }, PK: { not: { prefix: '#' } } }, into: 't', key: ['PK', 'SK'], rest: 'r' },
              { when: { 'm.x': '{f}' }, into: 'u', key: ['PK', 'SK'], columns: { f: 'text' }, rest: 'r' },
              { when: { 'lines[1].qty': { present: true } }, into: 'v', key: ['PK', 'SK'], rest: 'r', columns: {
                sku: { from: 'lines[0].sku', type: 'jsonb' }, again: { from: 'lines[1]', type: 'jsonb' } } },
              { when: { PK: { suffix: '0' } }, into: 'w', key: ['PK', 'SK'], rest: 'r' },
              { when: { a: { in: ['t', 1, true, ''] } }, into: 'x', key: ['PK', 'SK'], rest: 'r' } ]"""),
    EMPTY_AND_LONG_FIELDS(MARKS, MARKS, """
            [ { when: { PK: 'a{x?}#{y}', SK: '{n:int:2+}#{z?}' }, into: 't', key: ['x', 'y', 'n', 'z'], rest: 'r' },
              { when: { PK: '{x?}#{y?...}#{z?}', SK: '{w}' }, into: 'u', key: ['x', 'y', 'z', 'w'], rest: 'r' },
              { when: { SK: '{x?}0{y...?}1{z}' }, into: 'v', key: ['PK', 'x', 'y', 'z'], rest: 'r' },
              { when: { PK: '{x?}', SK: '#{y?}' }, into: 'w', key: ['x', 'y'], rest: 'r' } ]"""),
    COLUMN_TEMPLATES(MARKS, TEXT, """
            [ { when: { a: { type: 'S' } }, into: 't', key: ['PK', 'SK'], rest: 'r', columns: {
                w: { from: 'PK', template: '{w}' }, x: { from: 'm.z', template: 'z{x:int}' }, k: { from: 'k', template: 'k{n:int:3}#' } } },
              { into: 'u', key: ['PK', 'SK'], rest: 'r', columns: {
                k: { template: '{k}#' }, n: { from: 'k', template: 'k{n:int}#' } } } ]"""),
    CHILDREN_WITHIN(TEXT, TEXT, """
            [ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { x: { from: 'm.x', type: 'jsonb' } }, each: {
                'm.lines': { into: 'l', position: 'n', columns: { sku: 'text' }, rest: 's' },
                lines: { into: 'k', position: 'n', rest: 's' } } } ]"""),
    REST_TABLE(MARKS, NUMBER, """
            [ { when: { PK: 'a{x}', b: { type: 'N' } }, into: 't', key: ['x', 'SK'], columns: { b: 'numeric' }, rest: 'r' },
              { else: { into: 'v', nul: 'escape' } } ]"""),
    COMPUTED(MARKS, TIME, """
            [ { when: { PK: '{x}#{y}' }, into: 't', key: ['low', 'x', 'shard', 'y', 'SK'], rest: 'r', nul: 'escape', columns: {
                low: { of: 'PK', case: 'lower' }, shard: { of: 'y', by: 'md5', mod: 10 }, a: { type: 'text', nul: 'escape' },
                up: { of: 'm.x', case: 'upper', type: 'bytea' }, pick: { of: 'SK', by: 'crc32', list: ['a', '', 'b'] } } },
              { into: 'u', key: ['digest', 'SK', 'PK'], rest: 'r', nul: 'escape', columns: {
                digest: { of: 'PK', by: 'sha256', form: 'hex', case: 'upper' }, last: { of: 'a', by: 'md5-last-hex', prefix: 's' },
                day: { of: 'SK', bucket: 'day' } } } ]"""),
    OWNED(PARTS, TEXT, """
            [ { when: { PK: '{x}#{y}' }, into: 't', key: ['x', 'SK'], columns: { a: 'jsonb' }, rest: 'r', owned: true },
              { into: 't', key: ['x', 'SK'], columns: { x: { from: 'PK', type: 'text' }, a: 'jsonb' }, rest: 'r', owned: true } ]"""),
    DIGEST_KEYS(TEXT, TEXT, """
            [ { into: 't', key: ['p', 's'], rest: 'r', nul: 'escape', owned: true, columns: {
                p: { of: 'PK', by: 'sha256', form: 'hex' }, s: { of: 'SK', by: 'md5', form: 'hex' }, path: { from: 'PK', type: 'text', nul: 'escape' } } } ]""");

    final RandomKey partition;
    final RandomKey sort;
    final String rules;

    RuleKind(RandomKey partition, RandomKey sort, String rules) {
        this.partition = partition;
        this.sort = sort;
        this.rules = rules;
    }

    KeySchema keys() {
        return new KeySchema(new KeyAttribute("PK", partition.type), new KeyAttribute("SK", sort.type));
    }

    /** The same in every run. */
    long seed() {
        return 31L + ordinal();
    }

    private static String typed(String a, String b, String c) {
        return "[ { into: 't', key: ['PK', 'SK'], rest: 'r', columns: { a: '%s', b: '%s', c: '%s' } } ]"
                .formatted(a, b, c);
    }
}
