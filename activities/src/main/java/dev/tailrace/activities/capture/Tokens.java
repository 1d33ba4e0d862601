package dev.tailrace.activities.capture;

import dev.tailrace.activities.control.Commit;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.Passes;
import dev.tailrace.activities.control.Passes.Pass;
import dev.tailrace.activities.control.Transaction;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tokens (R13): items of Tailrace's own, written to the source and awaited in every open shard. They prove what an empty read
 * cannot: that everything before them has been applied. Stateless; thread-safe.
 */
public final class Tokens {
    /** New keys tried per shard that has none yet, in one go; a random key lands in a given shard of n with chance 1/n. */
    private static final int TRIES = 4;

    /** A new pass and an abort wait for a token that is being written. */
    private static final Duration PUT = Duration.ofSeconds(5);

    /** Keys under way per shard without one, beyond which no more are tried until some have been seen. */
    private static final long MOST_UNSEEN = 8;

    private Tokens() {}

    /** Writes a token to each open shard, and to new keys where no key of a shard is known. Returns its number. */
    public static long send(LoadedTable table, Pass pass) throws SQLException {
        long number = nextNumber(table);
        var lanes = Transaction.read(table.target(), c -> lanesWithout(c, pass.id(), number));
        write(table, pass.id(), number, lanes);
        return number;
    }

    private static long nextNumber(LoadedTable table) throws SQLException {
        return Transaction.run(table.target(), Commit.TOKEN_NUMBERED, c -> nextNumber(c, table.id()));
    }

    private static long nextNumber(Connection connection, long table) throws SQLException {
        try (var query = connection.prepareStatement("""
                        with next as (update tailrace.source_table set token = token + 1 where id = ? returning id, token)
                        insert into tailrace.token_sent (table_id, number) select id, token from next returning number""")) {
            query.setLong(1, table);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * How many open lanes have not applied the token yet, one read to its end counted as open until its child is listed; 0:
     * everything written to the source before {@link #send} began has been applied. Lists the shards again first, since a
     * shard's children come to be known only so; a lane without a known key gets more tokens of the same number.
     */
    public static int missing(LoadedTable table, Pass pass, long number) throws SQLException, Gap {
        var lanes = Transaction.read(table.target(), c -> lanesWithout(c, pass.id(), number));
        if (lanes.isEmpty()) {
            Shards.discover(table, pass);
            lanes = Transaction.read(table.target(), c -> lanesWithout(c, pass.id(), number));
            int childless = Transaction.read(table.target(), c -> Lineage.childless(c, pass.id()));
            if (lanes.isEmpty() && childless > 0) {
                return childless;
            }
        }
        if (lanes.isEmpty()) {
            markApplied(table, number);
        } else if (unseen(table) < lanes.size() * MOST_UNSEEN) {
            write(table, pass.id(), number, withoutKey(table, lanes));
        }
        return lanes.size();
    }

    /** Token keys that no shard has shown yet. */
    private static long unseen(LoadedTable table) throws SQLException {
        return Transaction.read(
                table.target(),
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetchSingle(
                                "select count(*) from tailrace.token_key where table_id = ? and shard is null",
                                table.id())
                        .get(0, Long.class));
    }

    private static void markApplied(LoadedTable table, long number) throws SQLException {
        Transaction.run(
                table.target(),
                Commit.TOKEN_ARRIVED,
                c -> DSL.using(c, SQLDialect.POSTGRES).execute("""
                                update tailrace.token_sent set applied_at = clock_timestamp()
                                 where table_id = ? and number <= ? and applied_at is null""", table.id(), number));
    }

    private static List<String> lanesWithout(Connection connection, long pass, long number) throws SQLException {
        var lanes = new ArrayList<String>();
        try (var query = connection.prepareStatement("""
                select name from tailrace.lane
                 where pass_id = ? and kind = 'shard' and not done and token < ? order by name""")) {
            query.setLong(1, pass);
            query.setLong(2, number);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    lanes.add(rows.getString(1));
                }
            }
        }
        return lanes;
    }

    private static List<String> withoutKey(LoadedTable table, List<String> lanes) throws SQLException {
        var keys = keys(table);
        return lanes.stream().filter(l -> !keys.containsKey(l)).toList();
    }

    private static void write(LoadedTable table, long pass, long number, List<String> lanes) throws SQLException {
        var keys = keys(table);
        for (var lane : lanes) {
            var key = keys.get(lane);
            if (key != null) {
                put(table, pass, key, number);
            } else {
                for (int i = 0; i < TRIES; i++) {
                    put(table, pass, newKey(table), number);
                }
            }
        }
    }

    private static Map<String, Item> keys(LoadedTable table) throws SQLException {
        var keys = new HashMap<String, Item>();
        Transaction.read(
                table.target(),
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetch(
                                "select shard, source_key from tailrace.token_key where table_id = ? and shard is not null",
                                table.id())
                        .map(r -> keys.put(r.get(0, String.class), DynamoJson.read(r.get(1, String.class)))));
        return keys;
    }

    /** Recorded before it is written, so that an abort finds it. */
    private static Item newKey(LoadedTable table) throws SQLException {
        var attributes = new HashMap<String, AttributeValue>();
        var id = UUID.randomUUID();
        for (var attribute : table.keys().attributes()) {
            attributes.put(attribute.name(), keyValue(attribute, id));
        }
        var key = Attributes.toItem(attributes);
        Transaction.run(
                table.target(),
                Commit.TOKEN_KEY_MADE,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .execute(
                                "insert into tailrace.token_key (table_id, source_key) values (?, ?)",
                                table.id(),
                                DynamoJson.write(key)));
        return key;
    }

    private static AttributeValue keyValue(KeyAttribute attribute, UUID id) {
        var text = LoadedTable.TOKEN + "#" + id;
        return switch (attribute.type()) {
            case S -> AttributeValue.fromS(text);
            // Far outside what applications count with, and exact within DynamoDB's 38 digits.
            case N -> AttributeValue.fromN("-9" + String.format("%019d", id.getLeastSignificantBits() >>> 1));
            case B -> AttributeValue.fromB(SdkBytes.fromUtf8String(text));
        };
    }

    /** Only while the pass is open, and it stays open meanwhile: none is written after an abort has removed them. */
    private static void put(LoadedTable table, long pass, Item key, long number) throws SQLException {
        var item = new HashMap<>(Attributes.toAttributes(key));
        item.put(LoadedTable.TOKEN, AttributeValue.fromN(Long.toString(number)));
        Transaction.read(table.target(), connection -> {
            boolean open = Passes.lockOpen(DSL.using(connection, SQLDialect.POSTGRES), pass);
            if (open) {
                table.dynamo()
                        .putItem(p -> p.tableName(table.table().from())
                                .item(item)
                                .overrideConfiguration(o -> o.apiCallTimeout(PUT)));
            }
            return open;
        });
    }

    /** Deletes every token item from the source. Idempotent. */
    public static void remove(LoadedTable table) throws SQLException {
        var keys = Transaction.read(
                table.target(),
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetch("select source_key from tailrace.token_key where table_id = ?", table.id())
                        .map(r -> Attributes.toAttributes(DynamoJson.read(r.get(0, String.class)))));
        keys.forEach(key ->
                table.dynamo().deleteItem(d -> d.tableName(table.table().from()).key(key)));
        Transaction.run(
                table.target(),
                Commit.TOKENS_FORGOTTEN,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .execute("delete from tailrace.token_key where table_id = ?", table.id()));
    }
}
