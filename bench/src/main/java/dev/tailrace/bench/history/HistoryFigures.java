package dev.tailrace.bench.history;

import dev.tailrace.bench.result.Figure;
import dev.tailrace.bench.result.Goal;
import dev.tailrace.bench.run.Ground;
import dev.tailrace.bench.run.Size;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All histories of a migration from its start to its end, change capture's and the verification's too. So few segments make the
 * events of each look more than they are.
 */
public final class HistoryFigures {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long SEED = 6;

    private HistoryFigures() {}

    /** @param workerOptions for the worker's Java, behind those of the launcher */
    public static List<Figure> measure(Stack stack, Size size, String workerOptions) throws Exception {
        var name = Stack.unique("bench");
        var table = Ground.sized("Told", size);
        try (var source = Source.create(stack.dynamoDb(), table, size.items(), SEED);
                var ground = Ground.open(stack);
                var worker = ground.worker(workerOptions)) {
            ground.start(name, table);
            ground.awaitEqual(name);
            ground.abort(name);
            var histories = ended(stack, name);
            return List.of(perSegment(histories, size), largest(histories));
        }
    }

    /** The list of workflows is behind what they do. */
    private static Histories ended(Stack stack, String migration) {
        return Await.until(
                "the end of all workflows of " + migration,
                LIMIT,
                () -> Histories.of(stack.addresses(), migration),
                histories -> {
                    long started = histories.count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
                    return started > 1 && histories.ended() == started;
                });
    }

    private static Figure perSegment(Histories histories, Size size) {
        return new Figure(
                "history events per segment",
                (double) histories.events().size() / size.segments(),
                "events",
                new Goal.AtMost(6, 4),
                String.format(
                        Locale.ROOT,
                        "%,d events of %d runs, %d segments: %s",
                        histories.events().size(),
                        histories.count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED),
                        size.segments(),
                        histories.types()));
    }

    private static Figure largest(Histories histories) {
        var largest = histories.largest();
        return new Figure(
                "largest payload in a history",
                largest.bytes() / 1_024.0,
                "KB",
                new Goal.AtMost(64, 8),
                "of " + largest.event());
    }
}
