package dev.tailrace.activities.lane;

import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.turn.TrailHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a step of an attempt that changes owners, or would. */
public sealed interface SwitchOutcome {
    /**
     * The step is taken, or the attempt is over.
     *
     * @param state of the attempt after it
     * @param passes that are open since; empty where none was opened
     * @param trail the step's event; null where none stands
     */
    record Stands(
            AttemptState state,
            List<OpenPass> passes,
            @Nullable TrailHead trail) implements SwitchOutcome {
        public Stands {
            passes = List.copyOf(passes);
        }
    }

    /** Nothing was changed: something is left to wait for. @param what in words, one for each table that it is about */
    record Left(List<String> what) implements SwitchOutcome {
        public Left {
            what = List.copyOf(what);
        }
    }

    /** A pass that is open. @param table of tailrace.source_table */
    record OpenPass(long table, long passId, int number) {}
}
