package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.util.List;
import java.util.Set;

/** What holds for a child table over all rules that write it. */
final class ChildTables {
    private ChildTables() {}

    /** Tells where rules disagree about the table. */
    static void check(List<CompiledChild> writers, Set<String> parents, Problems problems) {
        var first = writers.getFirst();
        var name = Shown.name(first.table().name());
        for (var child : writers) {
            var into = child.pointer() + "/into";
            if (parents.contains(child.table().name())) {
                problems.add(into, Code.M005, "The table " + name + " gets items and elements of lists.");
            } else if (child != first && child.rule() == first.rule()) {
                problems.add(into, Code.M005, "The table " + name + " gets the elements of two lists of one item.");
            } else if (!child.parent().equals(first.parent())) {
                problems.add(
                        into,
                        Code.M008,
                        "Rows of " + name + " do not identify their items: they belong to rows of "
                                + Shown.name(first.parent()) + " and of " + Shown.name(child.parent())
                                + ", which may have the same keys.");
            } else {
                var difference = TableCompiler.difference(first.table(), child.table());
                if (difference != null) {
                    problems.add(
                            into,
                            Code.M005,
                            "The rules " + (first.rule() + 1) + " and " + (child.rule() + 1) + " write " + name
                                    + " differently: " + difference + ".");
                }
            }
        }
    }

    /** How many rows there are, and so which keys, is not for the source key to say. */
    static TableKind kind(CompiledChild child) {
        return new TableKind(
                child.table().name(),
                TableKind.Kind.INJECTIVE,
                "The target key determines the source key: it is that of " + child.parent() + ", and the place in "
                        + Shown.name(child.attribute()) + ".",
                false);
    }

    static String leftBehind(CompiledChild child) {
        return "Rule " + (child.rule() + 1) + " into "
                + Shown.name(child.table().name())
                + " has no rest column: what no column takes of an element of " + Shown.name(child.attribute())
                + " is left behind.";
    }
}
