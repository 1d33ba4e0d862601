package dev.tailrace.workflows.cutover;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.SwitchNews;
import dev.tailrace.workflows.table.TableMigrationWorkflow;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Obstacles;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the tables of a group how their switch fares. Mutable. */
final class SwitchDisplay {
    private static final Duration TO_ARRIVE = Duration.ofSeconds(10);
    /** Before the attempt has a number. */
    private static final long NONE = 0;

    private final SwitchStart start;
    private final Obstacles obstacles = new Obstacles(this::changed);
    private long attempt = NONE;
    private @Nullable Instant deadline;
    private String step = "";
    private boolean due;
    private boolean telling;

    SwitchDisplay(SwitchStart start) {
        this.start = start;
    }

    void begun(long number, Instant until) {
        attempt = number;
        deadline = until;
        changed();
    }

    void step(String words) {
        if (!step.equals(words)) {
            step = words;
            changed();
        }
    }

    /** @param problem null for none */
    void obstacle(@Nullable Problem problem) {
        obstacles.set(Place.WORK, problem == null ? null : Obstacle.passing(problem));
    }

    /** What stands in the way. */
    Obstacles obstacles() {
        return obstacles;
    }

    /** Tells again, whatever was told. */
    void changed() {
        due = true;
    }

    /** Tells each change, until the workflow ends. */
    void run() {
        while (true) {
            Workflow.await(() -> due);
            due = false;
            telling = true;
            tell(null);
            telling = false;
        }
    }

    /** Tells the end, after all that was told before. */
    void end(SwitchNews.End end) {
        Waits.upTo(TO_ARRIVE, "let the news arrive", () -> !telling);
        obstacles.clear(Place.WORK);
        deadline = null;
        tell(end);
    }

    private void tell(SwitchNews.@Nullable End end) {
        var news =
                new SwitchNews(start.command(), new SwitchNews.Step(attempt, step, deadline), obstacles.worst(), end);
        for (var table : start.tables()) {
            var workflow =
                    Workflow.newExternalWorkflowStub(TableMigrationWorkflow.class, TableMigrationWorkflow.id(table));
            External.reached(() -> workflow.switchReported(news));
        }
    }
}
