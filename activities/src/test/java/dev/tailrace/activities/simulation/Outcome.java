package dev.tailrace.activities.simulation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a schedule ended.
 *
 * @param wrong what is wrong, in sentences; empty for a schedule that ended right
 * @param trace each step
 */
record Outcome(Plan plan, List<String> wrong, List<String> trace) {
    private static final int LONGEST = 160;

    boolean isRight() {
        return wrong.isEmpty();
    }

    /** Everything needed to understand what happened. */
    String told() {
        var steps = trace.stream().map(Outcome::line).collect(Collectors.joining("\n"));
        return plan + "\n" + steps + "\n=> " + String.join("\n=> ", wrong) + "\nAgain: -Dtailrace.simulation.seed="
                + plan.seed();
    }

    private static String line(String step) {
        var line = step.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
