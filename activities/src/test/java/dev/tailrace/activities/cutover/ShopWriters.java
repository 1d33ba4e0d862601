package dev.tailrace.activities.cutover;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An application that writes to whichever side it is told to, and keeps a journal of what was acknowledged. It inserts, updates and deletes;
 * at the source it moves events between shards, at the target it deletes and makes them anew, in a transaction. Each writer has keys of its
 * own.
 */
final class ShopWriters implements AutoCloseable {
    private static final int WRITERS = 4;
    private static final int KEYS = 12;

    private final Journal accounts;
    private final Journal events;
    private final SwitchedShop shop;
    private final AtomicInteger values = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private volatile Exception failure;

    ShopWriters(SwitchedShop shop) {
        this.shop = shop;
        accounts = new Journal();
        events = new Journal();
    }

    /** The same application, started again. */
    ShopWriters(SwitchedShop shop, ShopWriters before) {
        this.shop = shop;
        accounts = before.accounts;
        events = before.events;
        values.set(before.values.get());
    }

    /** Who owns the data. */
    enum Side {
        SOURCE,
        TARGET
    }

    /** Writes to a side until so many writes were acknowledged, and stops: none is under way afterwards. */
    void write(Side side, int count, long seed) throws Exception {
        stopped = false;
        written.set(0);
        threads.clear();
        for (int writer = 0; writer < WRITERS; writer++) {
            int mine = writer;
            threads.add(Thread.ofPlatform().start(() -> run(side, mine, new Random(seed * WRITERS + mine))));
        }
        SwitchedShop.until(() -> written + " writes, " + failure, () -> written.get() >= count || failure != null);
        close();
        if (failure != null) {
            throw failure;
        }
    }

    private void run(Side side, int writer, Random random) {
        try {
            if (side == Side.SOURCE) {
                while (!stopped) {
                    toSource("w%dk%d".formatted(writer, random.nextInt(KEYS)), random);
                    written.incrementAndGet();
                    LockSupport.parkNanos(1_000_000);
                }
                return;
            }
            try (var connection = shop.connection()) {
                connection.setAutoCommit(false);
                while (!stopped) {
                    toTarget(connection, "w%dk%d".formatted(writer, random.nextInt(KEYS)), random);
                    written.incrementAndGet();
                }
            }
        } catch (SQLException | RuntimeException e) {
            failure = e;
        }
    }

    private void toSource(String key, Random random) {
        boolean deletes = random.nextInt(4) == 0;
        int value = values.incrementAndGet();
        if (random.nextBoolean()) {
            if (deletes) {
                shop.source.deleteItem(d -> d.tableName(SwitchedShop.ACCOUNTS).key(Map.of("id", AttributeValue.fromS(key))));
            } else {
                put(SwitchedShop.ACCOUNTS, key, value);
            }
            accounts.acknowledge(key, deletes ? null : value);
            return;
        }
        var kept = deletes ? "" : key + "#" + random.nextInt(4);
        // The new item before the old ones are deleted: two claim the row for a moment.
        if (!deletes) {
            put(SwitchedShop.EVENTS, kept, value);
        }
        for (int shard = 0; shard < 4; shard++) {
            var id = key + "#" + shard;
            if (!id.equals(kept)) {
                shop.source.deleteItem(d -> d.tableName(SwitchedShop.EVENTS).key(Map.of("id", AttributeValue.fromS(id))));
            }
        }
        events.acknowledge(key, deletes ? null : value);
    }

    private void put(String table, String id, int value) {
        shop.source.putItem(p -> p.tableName(table)
                .item(Map.of(
                        "id",
                        AttributeValue.fromS(id),
                        "n",
                        AttributeValue.fromN("" + value),
                        "note",
                        AttributeValue.fromS("by the application"))));
    }

    private void toTarget(Connection connection, String key, Random random) throws SQLException {
        boolean deletes = random.nextInt(4) == 0;
        boolean account = random.nextBoolean();
        int value = values.incrementAndGet();
        var column = account ? "id" : "key";
        var table = account ? "accounts" : "events";
        if (deletes || !account && random.nextInt(3) == 0) {
            execute(connection, "delete from %s where %s = '%s'".formatted(table, column, key));
        }
        if (!deletes) {
            execute(connection, "insert into %1$s (%2$s, n) values ('%3$s', %4$d) on conflict (%2$s) do update set n = excluded.n"
                    .formatted(table, column, key, value));
        }
        connection.commit();
        (account ? accounts : events).acknowledge(key, deletes ? null : value);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** What a side holds of the tables, with the names of their rows: the journal's, if nothing was lost. */
    Map<String, Integer> held(Side side) {
        var held = new TreeMap<String, Integer>();
        if (side == Side.TARGET) {
            shop.rows("select 'account ' || id || '=' || n from accounts union all select 'event ' || key || '=' || n from events")
                    .forEach(row -> held.put(row.substring(0, row.indexOf('=')), Integer.valueOf(row.substring(row.indexOf('=') + 1))));
            return held;
        }
        for (var table : List.of(SwitchedShop.ACCOUNTS, SwitchedShop.EVENTS)) {
            for (var item : shop.source.scanPaginator(s -> s.tableName(table).consistentRead(true)).items()) {
                if (!item.containsKey("_tailrace_token")) {
                    var id = item.get("id").s();
                    var name = table.equals(SwitchedShop.ACCOUNTS) ? "account " + id : "event " + id.substring(0, id.indexOf('#'));
                    var twice = held.put(name, Integer.valueOf(item.get("n").n()));
                    if (twice != null) {
                        held.put(name + " twice", twice);
                    }
                }
            }
        }
        return held;
    }

    /** The journal, named as {@link #held} names rows. */
    Map<String, Integer> acknowledged() {
        var all = new TreeMap<String, Integer>();
        accounts.content().forEach((key, value) -> all.put("account " + key, value));
        events.content().forEach((key, value) -> all.put("event " + key, value));
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (var thread : threads) {
            if (!thread.join(Duration.ofSeconds(30))) {
                throw new IllegalStateException("A writer did not stop");
            }
        }
    }
}
