package dev.tailrace.activities.reverse;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.reverse.ReverseGroup.Attempt;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.workflows.reverse.ReverseActivities.Lanes;
import dev.tailrace.workflows.reverse.ReverseActivities.Task;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A target that owns the data, in Postgres, and the source in DynamoDB Local behind a network that loses things. */
final class Soak implements AutoCloseable {
    static final String TABLE = "Things";
    private static final int ROUNDS = 500;

    final Bench bench;
    final LossyNetwork network;
    final long passId;
    final LoadedTable table;
    final ReversibleMapper mapper;
    final WayBackStores stores;
    private final LocalDynamoDb server;
    private final OperatorSettings settings;
    private final AtomicLong terms = new AtomicLong();

    Soak(MappingSpec mapping, KeySchema keys) throws Exception {
        this(mapping, keys, LocalDynamoDb.start());
    }

    private Soak(MappingSpec mapping, KeySchema keys, LocalDynamoDb server) throws SQLException {
        this.server = server;
        network = new LossyNetwork(server.tables());
        create(network.store(), keys);
        bench = new Bench(network.client(), mapping, keys);
        table = bench.table;
        mapper = (ReversibleMapper) table.mapper();
        passId = openReverse();
        Recorder.arm(bench, mapper);
        stores = WayBackStores.of(table);
        settings = new OperatorSettings(bench.pool, table.id(), Duration.ofMillis(1));
    }

    private static void create(DynamoDbClient store, KeySchema keys) {
        store.createTable(c -> c.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(keys.attributes().stream()
                        .map(k -> AttributeDefinition.builder()
                                .attributeName(k.name())
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(keys.attributes().stream()
                        .map(k -> KeySchemaElement.builder()
                                .attributeName(k.name())
                                .keyType(k.equals(keys.partition()) ? KeyType.HASH : KeyType.RANGE)
                                .build())
                        .toList()));
    }

    private long openReverse() {
        bench.run("update tailrace.pass set closed_at = now()");
        long pass = bench.one(Long.class, """
                insert into tailrace.pass (table_id, kind, number, segments, copy_window, stream_arn, consistent, estimated,
                                           opened_at, barrier_at, purged_at)
                values (1, 'REVERSE', 1, 0, 1, 'arn', true, 0, now(), now(), now()) returning id""");
        bench.run("insert into tailrace.lane (pass_id, name, kind) select " + pass
                + ", 'reverse/' || n, 'reverse' from generate_series(0, " + (Reverse.LANES - 1)
                + ") n union all select " + pass + ", 'route', 'route'");
        return pass;
    }

    /** A term that is higher than all before. */
    long term() {
        return terms.incrementAndGet();
    }

    Router router(boolean brief, Heartbeat heartbeat) {
        return new Router(
                table,
                new Task(table.ref(), passId, 0, brief),
                stores.changed(),
                EngineOptions.local(),
                settings,
                heartbeat);
    }

    Turn route() throws SQLException, LaneLost {
        return router(true, Heartbeat.none()).run(term());
    }

    ReverseGroup group(boolean brief, long term, Heartbeat heartbeat) throws SQLException {
        return new ReverseGroup(
                table,
                new Lanes(table.ref(), passId, 0, 1, 0, brief),
                new Attempt(term, heartbeat),
                stores,
                EngineOptions.local(),
                settings);
    }

    /** A round of each lane. */
    Turn write() throws SQLException, LaneLost, InterruptedException {
        return group(true, term(), Heartbeat.none()).run();
    }

    /** Until nothing is left to do. */
    void settle() throws SQLException, LaneLost, InterruptedException {
        for (int round = 0; left() > 0; round++) {
            if (round == ROUNDS) {
                throw new AssertionError("It does not end: " + left() + " are left");
            }
            route();
            write();
        }
    }

    /** Rows of the outbox, and marks. */
    long left() {
        return bench.one(
                Long.class,
                "select (select count(*) from tailrace.outbox) + (select count(*) from tailrace.reverse_mark)");
    }

    long marks() {
        return bench.one(Long.class, "select count(*) from tailrace.reverse_mark");
    }

    void put(Item item) {
        network.store().putItem(p -> p.tableName(TABLE).item(Attributes.toAttributes(item)));
    }

    /** The source's items by key, as DynamoDB JSON, without our mark. */
    Map<String, String> items() {
        var items = new TreeMap<String, String>();
        network.store()
                .scanPaginator(s -> s.tableName(TABLE).consistentRead(true))
                .items()
                .forEach(attributes -> {
                    var item = Attributes.toItem(attributes);
                    items.put(DynamoJson.write(table.keys().keyOf(item)), DynamoJson.write(item));
                });
        return items;
    }

    /** What the source's items are to be. */
    Map<String, String> wanted() throws SQLException {
        var items = new TreeMap<String, String>();
        Transaction.snapshot(bench.pool, c -> new AskedTarget(mapper).items(c))
                .forEach(item -> items.put(DynamoJson.write(table.keys().keyOf(item)), DynamoJson.write(item)));
        return items;
    }

    /** Codes of the reverse quarantine by source key. */
    Map<String, String> aside() {
        var aside = new TreeMap<String, String>();
        DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select source_key, code from tailrace.reverse_quarantine")
                .forEach(r -> aside.put(r.get(0, String.class), r.get(1, String.class)));
        return aside;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
