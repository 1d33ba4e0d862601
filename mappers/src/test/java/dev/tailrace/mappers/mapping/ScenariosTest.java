package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.PK_SK;
import static dev.tailrace.mappers.mapping.Mappings.cells;
import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static dev.tailrace.mappers.mapping.Mappings.item;
import static dev.tailrace.mappers.mapping.Mappings.mapper;
import static dev.tailrace.mappers.mapping.Mappings.refusal;
import static dev.tailrace.mappers.mapping.Mappings.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private static final String APP = """
            [ { when: { PK: 'USER#{user_id}', SK: 'PROFILE' }, into: 'users', key: ['user_id'],
                columns: { email: 'text' }, rest: 'attributes' },
              { when: { PK: 'USER#{user_id}', SK: 'ORDER#{order_date:date}#{order_id}' }, into: 'orders',
                key: ['user_id', 'order_date', 'order_id'],
                columns: { total: 'numeric(12,2)', placed_at: { from: 'createdAt', type: 'timestamptz' }, lines: 'jsonb' },
                rest: 'attributes' },
              { when: { PK: 'author#{author}', SK: 'book#{book}' }, into: 'books', key: ['author', 'book'], rest: 'attributes' } ]
            """;

    @Test
    void aSingleTableBecomesOneTablePerEntity() {
        var compiled = compiled(PK_SK, APP);

        assertThat(compiled.mapper().tables()).extracting(RowTable::name).containsExactly("books", "orders", "users");
        assertThat(compiled.kinds())
                .allSatisfy(kind -> assertThat(kind.keyFromKeyAlone()).isTrue());
        var order = row(compiled.mapper(), item("""
                { PK: {S: 'USER#u1'}, SK: {S: 'ORDER#2026-01-31#o#7'}, total: {N: '12.50'}, createdAt: {S: '2026-01-31T23:59:59.5+01:00'},
                  lines: {L: [{M: {sku: {S: 'a'}, n: {N: '2'}}}]}, note: {S: 'gift'} }
                """), PK_SK);
        assertThat(order.table().name()).isEqualTo("orders");
        assertThat(cells(order))
                .isEqualTo(Map.of(
                        "user_id", "u1",
                        "order_date", "2026-01-31",
                        "order_id", "o#7",
                        "total", "12.5",
                        "placed_at", "2026-01-31 22:59:59.5+00",
                        "lines", "[{\"n\":2,\"sku\":\"a\"}]",
                        "attributes", "{\"createdAt\":\"2026-01-31T23:59:59.5+01:00\",\"note\":\"gift\"}"));
    }

    @Test
    void anEntityThatNoRuleTakesIsRefusedUnlessTheMappingSkipsIt() {
        var unknown = item("{ PK: {S: 'WAREHOUSE#1'}, SK: {S: 'METADATA'} }");

        assertThat(refusal(mapper(PK_SK, APP), unknown).code()).isEqualTo("TR-M020");
        var skipping = mapper(PK_SK, APP.replaceAll("]\\s*$", ", { else: 'skip' } ]"));
        assertThat(skipping.map(unknown)).isEqualTo(new Mapped.Skipped());
    }

    @Test
    void ordersWithAPartitionKeyOnlyKeepTheirDecimals() {
        var keys = new KeySchema(new KeyAttribute("orderId", KeyType.S), null);
        var mapper = mapper(keys, """
                [ { into: 'orders', key: ['order_id'], columns: { order_id: { from: 'orderId' },
                    customer_id: { from: 'customerId', type: 'text' }, status: 'text', total: 'numeric' }, rest: 'attributes' } ]
                """);

        var row = row(mapper, item("""
                { orderId: {S: 'o1'}, customerId: {S: 'c1'}, status: {NULL: true}, total: {N: '99999999999999999999.123456789012345678'} }
                """), keys);

        assertThat(cells(row))
                .isEqualTo(Map.of(
                        "order_id", "o1",
                        "customer_id", "c1",
                        "total", "99999999999999999999.123456789012345678",
                        "attributes", "{\"status\":null}"));
    }

    @Test
    void numericKeysBecomeNumbers() {
        var keys = new KeySchema(
                new KeyAttribute("document_id", KeyType.N), new KeyAttribute("version_number", KeyType.N));
        var mapper = mapper(keys, """
                [ { into: 'revisions', key: ['document_id', 'version_number'],
                    columns: { document_id: 'bigint', author: 'text' }, rest: 'attributes' } ]
                """);

        var row = row(mapper, item("{ document_id: {N: '9007199254740993'}, version_number: {N: '1.50'} }"), keys);

        assertThat(cells(row))
                .isEqualTo(Map.of("document_id", "9007199254740993", "version_number", "1.5", "attributes", "{}"));
        assertThat(refusal(mapper, item("{ document_id: {N: '1.5'}, version_number: {N: '1'} }"))
                        .reason())
                .isEqualTo("The attribute document_id is not a whole number (column document_id bigint of revisions).");
    }

    @Test
    void slashesInKeysComeBack() {
        var keys = new KeySchema(new KeyAttribute("user_id", KeyType.S), new KeyAttribute("path", KeyType.S));
        var mapper = mapper(keys, """
                [ { when: { path: '{folder}/{file}' }, into: 'files', key: ['user_id', 'folder', 'file'], rest: 'attributes' } ]
                """);

        var row = row(mapper, item("{ user_id: {S: 'u'}, path: {S: 'a/b/c.txt'} }"), keys);

        assertThat(row.key().cells()).containsExactly("u", "a", "b/c.txt");
        assertThat(refusal(mapper, item("{ user_id: {S: 'u'}, path: {S: 'readme'} }"))
                        .code())
                .isEqualTo("TR-M020");
    }

    @Test
    void accountsHaveTheirBalance() {
        var keys = new KeySchema(new KeyAttribute("account_id", KeyType.S), null);
        var mapper = mapper(
                keys, "[ { into: 'accounts', key: ['account_id'], columns: { balance: 'bigint' }, rest: 'more' } ]");

        assertThat(cells(row(mapper, item("{ account_id: {S: 'a'}, balance: {N: '-100'} }"), keys)))
                .isEqualTo(Map.of("account_id", "a", "balance", "-100", "more", "{}"));
        assertThat(refusal(mapper, item("{ account_id: {S: 'a'}, balance: {N: '0.1'} }"))
                        .code())
                .isEqualTo("TR-M022");
    }
}
