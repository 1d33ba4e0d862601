package dev.tailrace.activities.postgres;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapping.MappingJson;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A target with a table of each kind, whose rows the source key finds in different ways; and rows in it. */
final class WayBackMapping {
    static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("part", KeyType.S));

    /** Orders begin with a day that the source key does not know; events are found by an index, or born; blobs are parts. */
    private static final String RULES = """
            [ { when: { id: 'C#{customer}#{order}', part: { equals: '-' } }, into: 'orders', key: ['day', 'customer', 'order'],
                columns: { day: 'date', total: 'numeric(12,2)', due: 'timestamptz', raw: 'bytea' }, rest: 'rest',
                each: { lines: { into: 'lines', position: 'n', columns: { sku: 'text' }, rest: 'more' } } },
              { when: { id: 'E#{shard}#{event:int}', part: { equals: '-' } }, into: 'events', key: ['event'],
                columns: { kind: 'text', weight: 'numeric' },
                rest: 'rest', owned: true, born: { shard: { of: 'kind', by: 'md5', mod: 10 } } },
              { when: { id: 'B#{doc}', part: '{nr:int}' }, into: 'blobs', key: ['doc'], columns: { body: 'text' }, rest: 'rest',
                collect: { order: 'nr', parts: 'count', join: 'body' } },
              { when: { id: '{at:timestamptz:3}', part: { equals: '-' } }, into: 'readings', key: ['at'], rest: 'rest' } ]""";

    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .build();

    final Bench bench;
    final ReversibleMapper mapper;

    WayBackMapping() throws SQLException {
        bench = new Bench(null, spec(), KEYS);
        mapper = (ReversibleMapper) bench.table.mapper();
    }

    private static MappingSpec spec() {
        try {
            return ((MappingJson.Read.Ok) MappingJson.read(LENIENT.readTree(RULES))).spec();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Item item(String json) {
        try {
            return DynamoJson.read(LENIENT.readTree(json).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The key of an item. */
    static Item key(String id) {
        return key(id, "-");
    }

    static Item key(String id, String part) {
        return item("{ id: {S: '%s'}, part: {S: '%s'} }".formatted(id, part));
    }

    /** Writes the rows of an item, or of all the parts of a row, and returns them. */
    List<Row> put(Item... items) throws SQLException {
        var rows = new ArrayList<Row>();
        switch (mapper.map(items[0])) {
            case Mapped.Rows made -> rows.addAll(made.rows());
            case Mapped.Part part -> rows.add(((Collected.Whole) mapper.collect(part.key(), List.of(items))).row());
            case Mapped.Refused refused -> throw new AssertionError(refused.reason());
            case Mapped.Skipped s -> throw new AssertionError("skipped");
        }
        put(rows);
        return rows;
    }

    void put(Collection<Row> rows) throws SQLException {
        Transaction.run(bench.pool, Commit.BATCH_APPLIED, connection -> {
            new Targets(bench.table).upsert(connection, rows);
            return rows;
        });
    }
}
