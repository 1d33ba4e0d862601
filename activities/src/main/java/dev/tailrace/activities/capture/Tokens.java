package dev.tailrace.activities.capture;

import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.Passes.Pass;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tokens (R13): items of Tailrace's own, written to the source and awaited in every open shard. They prove what an empty read
 * cannot: that everything before them has been applied. Stateless; thread-safe.
 */
public final class Tokens {
    /** New keys tried per shard that has none yet, in one go; a random key lands in a given shard of n with chance 1/n. */
    private static final int TRIES = 4;

    /** Keys under way per shard without one, beyond which no more are tried until some have been seen. */
    private static final long MOST_UNSEEN = 8;

    private Tokens() {}

    /** Writes a token to each open shard, and to new keys where no key of a shard is known. Returns its number. */
    public static long send(LoadedTable table, Pass pass) throws SQLException {
        long number = nextNumber(table);
        try (var connection = table.target().getConnection()) {
            write(table, connection, number, lanesWithout(connection, pass.id(), number));
        }
        return number;
    }

    private static long nextNumber(LoadedTable table) throws SQLException {
        try (var connection = table.target().getConnection();
                var query = connection.prepareStatement("""
                        with next as (update tailrace.source_table set token = token + 1 where id = ? returning id, token)
                        insert into tailrace.token_sent (table_id, number) select id, token from next returning number""")) {
            query.setLong(1, table.id());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * How many open lanes have not applied the token yet; 0: everything written to the source before {@link #send} began
     * has been applied. Lists the shards again first, since a shard's children come to be known only so; a lane without a known key gets
     * more tokens of the same number.
     */
    public static int missing(LoadedTable table, Pass pass, long number) throws SQLException, Gap {
        try (var connection = table.target().getConnection()) {
            var lanes = lanesWithout(connection, pass.id(), number);
            if (lanes.isEmpty()) {
                Shards.discover(table, pass);
                lanes = lanesWithout(connection, pass.id(), number);
            }
            if (lanes.isEmpty()) {
                markApplied(connection, table, number);
            } else if (unseen(connection, table) < lanes.size() * MOST_UNSEEN) {
                write(table, connection, number, withoutKey(table, connection, lanes));
            }
            return lanes.size();
        }
    }

    /** Token keys that no shard has shown yet. */
    private static long unseen(Connection connection, LoadedTable table) throws SQLException {
        try (var query = connection.prepareStatement(
                "select count(*) from tailrace.token_key where table_id = ? and shard is null")) {
            query.setLong(1, table.id());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void markApplied(Connection connection, LoadedTable table, long number) throws SQLException {
        try (var update = connection.prepareStatement("""
                update tailrace.token_sent set applied_at = clock_timestamp()
                 where table_id = ? and number <= ? and applied_at is null""")) {
            update.setLong(1, table.id());
            update.setLong(2, number);
            update.executeUpdate();
        }
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

    private static List<String> withoutKey(LoadedTable table, Connection connection, List<String> lanes)
            throws SQLException {
        var keys = keys(table, connection);
        return lanes.stream().filter(l -> !keys.containsKey(l)).toList();
    }

    private static void write(LoadedTable table, Connection connection, long number, List<String> lanes)
            throws SQLException {
        var keys = keys(table, connection);
        for (var lane : lanes) {
            var key = keys.get(lane);
            if (key != null) {
                put(table, key, number);
            } else {
                for (int i = 0; i < TRIES; i++) {
                    put(table, newKey(table, connection), number);
                }
            }
        }
    }

    private static Map<String, Item> keys(LoadedTable table, Connection connection) throws SQLException {
        var keys = new HashMap<String, Item>();
        try (var query = connection.prepareStatement(
                "select shard, source_key from tailrace.token_key where table_id = ? and shard is not null")) {
            query.setLong(1, table.id());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    keys.put(rows.getString(1), DynamoJson.read(rows.getString(2)));
                }
            }
        }
        return keys;
    }

    /** Recorded before it is written, so that an abort finds it. */
    private static Item newKey(LoadedTable table, Connection connection) throws SQLException {
        var attributes = new HashMap<String, AttributeValue>();
        var id = UUID.randomUUID();
        for (var attribute : table.keys().attributes()) {
            attributes.put(attribute.name(), keyValue(attribute, id));
        }
        var key = Attributes.toItem(attributes);
        try (var insert =
                connection.prepareStatement("insert into tailrace.token_key (table_id, source_key) values (?, ?)")) {
            insert.setLong(1, table.id());
            insert.setString(2, DynamoJson.write(key));
            insert.executeUpdate();
        }
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

    private static void put(LoadedTable table, Item key, long number) {
        var item = new HashMap<>(Attributes.toAttributes(key));
        item.put(LoadedTable.TOKEN, AttributeValue.fromN(Long.toString(number)));
        table.dynamo().putItem(p -> p.tableName(table.table().from()).item(item));
    }

    /** Deletes every token item from the source. Idempotent. */
    public static void remove(LoadedTable table) throws SQLException {
        try (var connection = table.target().getConnection();
                var query =
                        connection.prepareStatement("select source_key from tailrace.token_key where table_id = ?")) {
            query.setLong(1, table.id());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    var key = Attributes.toAttributes(DynamoJson.read(rows.getString(1)));
                    table.dynamo()
                            .deleteItem(d -> d.tableName(table.table().from()).key(key));
                }
            }
        }
        try (var connection = table.target().getConnection();
                var delete = connection.prepareStatement("delete from tailrace.token_key where table_id = ?")) {
            delete.setLong(1, table.id());
            delete.executeUpdate();
        }
    }
}
