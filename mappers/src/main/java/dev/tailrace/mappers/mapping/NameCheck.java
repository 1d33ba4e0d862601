package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.problem.Code;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the names of tables and columns. */
final class NameCheck {
    private final Problems problems;

    NameCheck(Problems problems) {
        this.problems = problems;
    }

    void table(String name, String pointer) {
        tell(pointer, "table", name, Identifiers.objection(name));
    }

    /** @param names those of the table so far; the name is added */
    void column(Set<String> names, String name, String pointer) {
        if (!names.add(name)) {
            problems.add(pointer, Code.M007, "Two columns have the name " + Shown.name(name) + ".");
        }
        tell(pointer, "column", name, Identifiers.columnObjection(name));
    }

    private void tell(String pointer, String what, String name, @Nullable String objection) {
        if (objection != null) {
            problems.add(pointer, Code.M006, "The " + what + " name " + Shown.text(name) + " " + objection + ".");
        }
    }
}
