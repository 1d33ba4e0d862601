package dev.tailrace.activities.cutover;

import dev.tailrace.mappers.problem.Code;

/** How far the other side is behind, by tokens (R13) and by marks (R14). */
final class LagCheck implements GateCheck {
    @Override
    public void check(GateTable table, GateFindings findings) {
        var facts = table.facts();
        var most = table.rules().maxLag();
        var lag = facts.lag();
        if (lag == null) {
            findings.refuse(Code.R023, table.name() + ": its lag is unknown", "No token has come through every shard yet.");
            return;
        }
        findings.fact("%s: lag by token %d ms".formatted(table.name(), lag.toMillis()));
        if (lag.compareTo(most) > 0) {
            findings.refuse(
                    Code.R023,
                    "%s: lag %d ms, more than cutover.maxLag, %d ms".formatted(table.name(), lag.toMillis(), most.toMillis()),
                    "");
        }
        if (!table.isCutover()) {
            var back = facts.oldestMark();
            findings.fact("%s: %d changes to route, %d keys to write back, the oldest for %d ms"
                    .formatted(table.name(), facts.routable(), facts.marked(), back.toMillis()));
            if (back.compareTo(most) > 0) {
                findings.refuse(
                        Code.R023,
                        "%s: the source is %d ms behind, more than cutover.maxLag, %d ms"
                                .formatted(table.name(), back.toMillis(), most.toMillis()),
                        "");
            }
        }
    }
}
