package dev.tailrace.activities.cutover;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What the checks of a gate have found, all of it. For one thread. */
final class GateFindings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();
    private final List<String> unsafe = new ArrayList<>();

    /** The switch is refused. @param what the thing and the fact @param why may be empty */
    void refuse(Code code, String what, String why) {
        problems.add(Problem.of(code, what, why));
    }

    void refuse(Problem problem) {
        problems.add(problem);
    }

    /** What was read, one line. */
    void fact(String line) {
        facts.add(line);
    }

    /** A way back would lose something. */
    void unsafe(String because) {
        unsafe.add(because);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<String> facts() {
        return List.copyOf(facts);
    }

    List<String> rollbackUnsafe() {
        return List.copyOf(unsafe);
    }
}
