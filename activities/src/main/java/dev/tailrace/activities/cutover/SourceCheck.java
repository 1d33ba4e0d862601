package dev.tailrace.activities.cutover;

import dev.tailrace.mappers.problem.Code;

/** The source's side: its stream is the one that is read, and what a person should know of it. */
final class SourceCheck implements GateCheck {
    @Override
    public void check(GateTable table, GateFindings findings) {
        var stream = table.table().source().stream();
        var began = table.facts().streamArn();
        if (!stream.enabled()) {
            findings.refuse(Code.R031, table.name() + ": its stream is off", "");
        } else if (!began.isEmpty() && !began.equals(stream.latest())) {
            findings.refuse(
                    Code.R031,
                    "%s: its stream is %s, and %s was read".formatted(table.name(), stream.latest(), began),
                    "Someone switched it off and on again.");
        }
        table.table().source().tryWriting();
        table.table().source().safety().forEach(line -> findings.fact(table.name() + ": " + line));
    }
}
