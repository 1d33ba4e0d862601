package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.Copied.Kind;
import org.junit.jupiter.api.Test;

class CopiesTest {
    @Test
    void columnsThatHoldAnAttributeAsItIsAreCopies() {
        var mapper = mapper(PK_SK, """
                [{ when: { PK: 'USER#{user}', SK: 'ORDER#{order}' }, into: 'orders', key: ['user', 'order'],
                   columns: { user: 'text', order: 'text', total: 'numeric(12,2)', amount: { from: 'n', type: 'bigint' },
                              paid: 'boolean', blob: 'bytea', name: 'text', at: 'timestamptz', lines: 'jsonb' },
                   rest: 'attributes' }]""");
        assertThat(mapper.copied())
                .containsExactly(
                        new Copied("orders", "total", "total", Kind.NUMBER),
                        new Copied("orders", "amount", "n", Kind.NUMBER),
                        new Copied("orders", "paid", "paid", Kind.BOOLEAN),
                        new Copied("orders", "blob", "blob", Kind.BYTES),
                        new Copied("orders", "name", "name", Kind.TEXT),
                        new Copied("orders", "at", "at", Kind.OTHER),
                        new Copied("orders", "lines", "lines", Kind.JSON));
    }

    /** A sum of the one attribute is no sum of the other. */
    @Test
    void aColumnThatTwoRulesFillFromDifferentAttributesIsNone() {
        var mapper = mapper(PK_SK, """
                [{ when: { PK: 'USER#{user}', SK: 'ORDER#{order}', kind: 'new' }, into: 'orders', key: ['user', 'order'],
                   columns: { user: 'text', order: 'text', total: 'numeric', name: 'text' } },
                 { when: { PK: 'USER#{user}', SK: 'ORDER#{order}' }, into: 'orders', key: ['user', 'order'],
                   columns: { user: 'text', order: 'text', total: { from: 'sum', type: 'numeric' }, name: 'text' } }]""");
        assertThat(mapper.copied()).containsExactly(new Copied("orders", "name", "name", Kind.TEXT));
    }

    /** What is rounded or rewritten has another sum. */
    @Test
    void whatIsRoundedOrRewrittenIsNotComparedByItsValues() {
        var mapper = mapper(PK_SK, """
                [{ when: { PK: 'USER#{user}', SK: 'ORDER#{order}' }, into: 'orders', key: ['user', 'order'],
                   columns: { user: 'text', order: 'text', total: { type: 'numeric(12,2)', round: 'half-up' },
                              name: { type: 'text', nul: 'strip' } } }]""");
        assertThat(mapper.copied()).extracting(Copied::kind).containsOnly(Kind.OTHER);
    }
}
