package dev.tailrace.activities.capture;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.TokenKeys;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The items of a table's tokens in the source (R13): written and deleted a few at a time. Thread-safe. */
record TokenItems(LoadedTable table, TokenKeys keys) {
    /** A client has 64 connections; the copy and verification use them too. */
    private static final int AT_ONCE = 16;

    /** How many are written while the pass is held open: a new pass and an abort wait for them. */
    private static final int CHUNK = 64;

    /**
     * Writes the token under keys that are in the control schema. Only while the pass is open, and it stays open meanwhile: none
     * is written after an abort has removed them. A key that is being deleted is left out. Stops at a chunk that fails.
     *
     * @return those under which it could not be written, with the reason
     */
    Map<Item, RuntimeException> put(long passId, long number, List<Item> wanted) throws SQLException {
        var failed = Map.<Item, RuntimeException>of();
        for (int from = 0; from < wanted.size() && failed.isEmpty(); from += CHUNK) {
            failed = putChunk(passId, number, wanted.subList(from, Math.min(from + CHUNK, wanted.size())));
        }
        return failed;
    }

    /** As {@link #put}, under new keys. Those that failed are forgotten, once it is sure that they have no item. */
    Map<Item, RuntimeException> putNew(long passId, long number, List<Item> made) throws SQLException {
        var failed = Map.<Item, RuntimeException>of();
        for (int from = 0; from < made.size() && failed.isEmpty(); from += CHUNK) {
            var chunk = made.subList(from, Math.min(from + CHUNK, made.size()));
            keys.add(chunk);
            failed = putChunk(passId, number, chunk);
            if (!failed.isEmpty()) {
                var unwritten = List.copyOf(failed.keySet());
                Transaction.run(table.target(), Commit.TOKEN_KEYS_DROPPED, c -> deleted(c, unwritten));
            }
        }
        return failed;
    }

    private Map<Item, RuntimeException> putChunk(long passId, long number, List<Item> chunk) throws SQLException {
        return Transaction.run(table.target(), Commit.TOKENS_WRITTEN, c -> {
            if (!Passes.lockOpen(DSL.using(c, SQLDialect.POSTGRES), passId)) {
                return Map.of();
            }
            var kept = keys.keep(c, chunk);
            var failed = each(kept, key -> table.source().putToken(key, number));
            keys.written(
                    c, kept.stream().filter(key -> !failed.containsKey(key)).toList(), number);
            return failed;
        });
    }

    /** Deletes what is not needed any more, as much at a time as one call takes: capture waits for what is being deleted. What cannot be deleted now is left for the next time. */
    void deleteSpare(long passId, long number, int kept) throws SQLException {
        int deleted;
        do {
            deleted = Transaction.run(
                    table.target(),
                    Commit.TOKEN_KEYS_DROPPED,
                    c -> deleted(c, keys.spare(c, passId, number, kept, AT_ONCE)));
        } while (deleted == AT_ONCE);
    }

    private int deleted(Connection connection, List<Item> unneeded) throws SQLException {
        var failed = each(unneeded, table.source()::deleteToken);
        return keys.forget(
                connection,
                unneeded.stream().filter(key -> !failed.containsKey(key)).toList());
    }

    /** Deletes every one. Throws what the source throws. */
    void deleteAll() throws SQLException {
        var all = keys.all();
        var failed = each(all, table.source()::deleteToken);
        if (!failed.isEmpty()) {
            throw failed.values().iterator().next();
        }
        Transaction.run(table.target(), Commit.TOKENS_FORGOTTEN, c -> keys.forget(c, all));
    }

    /**
     * Tries all of them, and returns when all have ended.
     *
     * @return those that the source refused. Anything else that goes wrong is thrown: a key that did not fail counts as done
     */
    private static Map<Item, RuntimeException> each(List<Item> keys, Consumer<Item> act) {
        var failed = new ConcurrentHashMap<Item, RuntimeException>();
        var free = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var key : keys) {
                threads.execute(() -> {
                    free.acquireUninterruptibly();
                    try {
                        act.accept(key);
                    } catch (RuntimeException e) {
                        failed.put(key, e);
                    } finally {
                        free.release();
                    }
                });
            }
        }
        for (var e : failed.values()) {
            if (!FailureClassifier.isOfSource(e)) {
                throw e;
            }
        }
        return failed;
    }
}
