package dev.tailrace.bench.tombstones;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.bench.run.Sized;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.scenario.MigrationFile;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Items are deleted that the copy has written already, while it is paused: each leaves a tombstone whose row the purge has to delete.
 * The copy's budget makes it last until the pause is asked for.
 */
public final class TombstoneFigures {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long SEED = 6;
    private static final int BYTES = 200;
    private static final int SEGMENTS = 256;
    private static final int WINDOW = 4;
    /** Of the items; the others are copied after the deletes. */
    private static final double DELETED = 2.0 / 3;
    /** How long the copy takes at its budget; each item costs what its bytes do of 4 KB, about. */
    private static final double COPY_SECONDS = 30;

    private static final double UNIT_BYTES = 4_096;

    private TombstoneFigures() {}

    /**
     * @param tombstones how many
     * @param workerOptions for the worker's Java, behind those of the launcher
     */
    public static Figure measure(Stack stack, int tombstones, String workerOptions) throws Exception {
        var name = Stack.unique("bench");
        long items = Math.round(tombstones / DELETED);
        var table = Ground.sized("Purged", new Size(1, items, BYTES, SEGMENTS, WINDOW));
        double budget = items * BYTES / UNIT_BYTES / COPY_SECONDS + SEGMENTS / COPY_SECONDS;
        try (var source = Source.create(stack.dynamoDb(), table, items, SEED);
                var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            ground.operator().start(new MigrationFile(name, List.of(table), OptionalDouble.of(budget)));
            ground.await(name, "copied as many", progress -> progress.scanned() >= tombstones);
            ground.operator().verb(name, "pause", Map.of());
            Deleter.delete(stack.dynamoDb(), table.name(), copied(ground, table, tombstones));
            double there = Await.until(
                    "tombstones",
                    LIMIT,
                    () -> ground.number("select count(*) from tailrace.tombstone"),
                    n -> n >= tombstones);
            if (!ground.table(name).phase().equals("BACKFILLING")) {
                throw new IllegalStateException("Cannot measure the purge: the copy was over before the deletes were");
            }
            ground.operator().verb(name, "resume", Map.of());
            ground.awaitEqual(name);
            check(ground, table, items - tombstones);
            return new Figure(
                    "barrier to CATCHING_UP with tombstones",
                    ground.trail(name).afterCopySeconds(),
                    "s",
                    new Goal.AtMost(10, 3),
                    String.format(Locale.ROOT, "%,.0f tombstones, all of rows that were there", there));
        }
    }

    /** The ids of so many rows. */
    private static List<String> copied(Ground ground, Sized table, int rows) throws SQLException {
        var ids = new ArrayList<String>(rows);
        try (var connection = ground.address().connect();
                var select = connection.createStatement();
                var row = select.executeQuery(
                        "select id from %s.%s limit %d".formatted(table.schema(), table.target(), rows))) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        if (ids.size() < rows) {
            throw new IllegalStateException("Cannot delete %,d items: %,d are copied".formatted(rows, ids.size()));
        }
        return ids;
    }

    private static void check(Ground ground, Sized table, long rows) throws SQLException {
        double left = ground.number("select count(*) from %s.%s".formatted(table.schema(), table.target()));
        if (left != rows) {
            throw new IllegalStateException("The purge has left %,.0f rows of %,d".formatted(left, rows));
        }
    }
}
