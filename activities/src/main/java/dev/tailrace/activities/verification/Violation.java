package dev.tailrace.activities.verification;

import java.util.List;

/**
 * What a constraint that the file asks for would refuse now. The source has it too, so it is no difference.
 *
 * @param kind {@code duplicate} or {@code orphan}, persisted with the details; {@code unchecked}: it could not be looked for
 * @param table the target table
 * @param sentence what and how many, without a key
 * @param details some of them with their keys; at most {@link ConstraintCheck#SHOWN}
 */
record Violation(String kind, String table, String sentence, List<String> details) {
    Violation {
        details = List.copyOf(details);
    }
}
