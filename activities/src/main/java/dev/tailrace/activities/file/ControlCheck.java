package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;

/**
 * The control schema is in the target's database. Lanes, passes, tombstones, claims, marks and quarantine commit with the rows that they
 * tell of (R1): over two databases, a crash between the two commits loses rows or positions.
 */
final class ControlCheck {
    private static final JsonPointer CONTROL = JsonPointer.compile("/control");

    private ControlCheck() {}

    /** Compares references, not what they lead to: that is known only where a worker runs. */
    static List<FileProblem> of(Document document) {
        var control = DatabaseJson.of(document.at(CONTROL));
        var target = DatabaseJson.of(document.root().path("target"));
        if (!DatabaseJson.holdsReferences(control) || control.equals(target)) {
            return List.of();
        }
        var place = document.valueAt(CONTROL);
        var problem = Problem.of(
                Code.F012,
                place + ": control names another database than target.",
                "A lane's position commits in one transaction with the rows that it wrote. Two databases cannot do that.");
        return List.of(new FileProblem(place, "control", null, problem));
    }
}
