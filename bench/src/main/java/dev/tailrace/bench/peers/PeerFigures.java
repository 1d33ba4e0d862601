package dev.tailrace.bench.peers;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.bench.run.Sized;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The same table copied by Tailrace and by the script, on the same stack. The script runs before and after Tailrace does, while no
 * worker runs, and the mean of its times is taken. Its rows have to be Tailrace's, or there is no figure.
 */
public final class PeerFigures {
    private static final long SEED = 6;
    private static final String COLUMNS = "category, id, total, updated_at, attributes";

    private PeerFigures() {}

    /**
     * @param threads the script's, in one process, instead of as many processes
     * @param workerOptions for the worker's Java, behind those of the launcher
     */
    public static Figure measure(Stack stack, Size size, boolean threads, String workerOptions) throws Exception {
        var what = "Tailrace ÷ boto3 and psycopg with " + (threads ? "threads, " : "processes, ") + size;
        var goal = new Goal.AtLeast(3, 6);
        var trouble = Peer.trouble();
        if (trouble.isPresent()) {
            return Figure.missing(
                    what,
                    "×",
                    goal,
                    "see bench/peers/README.md: " + trouble.get().strip());
        }
        var table = Ground.sized("Peer", size);
        try (var source = Source.create(stack.dynamoDb(), table, size.items(), SEED);
                var ground = Ground.open(stack)) {
            double peer = peer(ground, table, size, threads, "before") / 2;
            double tailrace = tailrace(ground, table, size, workerOptions);
            compare(ground, table, "before");
            peer += peer(ground, table, size, threads, "after") / 2;
            return new Figure(
                    what,
                    peer / tailrace,
                    "×",
                    goal,
                    String.format(
                            Locale.ROOT,
                            "%,.0f items/s to %,.0f; the same rows",
                            size.items() / tailrace,
                            size.items() / peer));
        }
    }

    private static double tailrace(Ground ground, Sized table, Size size, String workerOptions) throws Exception {
        var name = Stack.unique("bench");
        try (var worker = ground.worker(workerOptions)) {
            ground.warmUp(size);
            ground.start(name, table);
            ground.awaitEqual(name);
            // It takes its tokens away, which the script would meet.
            ground.abort(name);
        }
        return ground.trail(name).copySeconds();
    }

    private static double peer(Ground ground, Sized table, Size size, boolean threads, String into) throws Exception {
        var copied = Peer.copy(table, "peer." + into, threads, ground.environment());
        if (copied.items() != size.items()) {
            throw new IllegalStateException(
                    "Cannot compare: the peer has copied %,d items of %,d".formatted(copied.items(), size.items()));
        }
        return copied.seconds();
    }

    /** Tailrace's columns compared with the script's, in both directions. */
    private static void compare(Ground ground, Sized table, String into) throws SQLException {
        var ours = "select " + COLUMNS + " from " + table.schema() + "." + table.target();
        var theirs = "select " + COLUMNS + " from peer." + into;
        double different = ground.number(
                "select count(*) from ((%1$s except %2$s) union all (%2$s except %1$s)) d".formatted(ours, theirs));
        if (different != 0) {
            throw new IllegalStateException(
                    "Cannot compare: %,.0f rows of the peer's or of Tailrace's are not the other's"
                            .formatted(different));
        }
    }
}
