package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerdictOutcome;
import java.util.List;

/**
 * What the report comes to. Persisted field names.
 *
 * @param outcome the worst of the tables
 * @param sentence the same in words
 * @param alarms what shakes the evidence itself: a verdict or a trail that does not match its digest
 * @param notProven never empty
 * @param next what to do
 */
public record Conclusion(
        VerdictOutcome outcome, String sentence, List<String> alarms, List<String> notProven, Next next) {
    public Conclusion {
        alarms = List.copyOf(alarms);
        notProven = List.copyOf(notProven);
    }

    /** @param why a sentence; @param command a command to type; empty where there is none */
    public record Next(String why, String command) {}
}
