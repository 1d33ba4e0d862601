package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Problem;
import java.util.List;

/** What the process tells a script. Persisted: never renumbered. Usage errors are picocli's own 2. */
final class ExitCode {
    static final int OK = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    static final int DIFFERENT = 3;
    static final int INCOMPLETE = 4;
    static final int REFUSED = 5;
    static final int PERMISSION = 6;
    static final int UNREACHABLE = 7;
    static final int WAITING = 8;
    static final int TAMPERED = 9;
    static final int DETACHED = 130;

    private ExitCode() {}

    /** The code of the first problem; {@link #OK} without one. */
    static int of(List<Problem> problems) {
        return problems.isEmpty() ? OK : of(problems.getFirst());
    }

    /** An unknown code is an internal error. */
    static int of(Problem problem) {
        return switch (problem.code()) {
            case "TR-S003", "TR-S009", "TR-T002", "TR-T005" -> PERMISSION;
            case "TR-S002", "TR-S011", "TR-T001", "TR-W005", "TR-W006", "TR-W010" -> UNREACHABLE;
            case "TR-S010" -> USAGE;
            case "TR-V001" -> DIFFERENT;
            case "TR-V002" -> INCOMPLETE;
            case "TR-W001", "TR-W008", "TR-W013" -> REFUSED;
            case "TR-V003" -> USAGE;
            case "TR-W009" -> WAITING;
            case "TR-A001", "TR-A003" -> TAMPERED;
            case String code when code.matches("TR-[FMWA]\\d+") -> USAGE;
            case String code when code.matches("TR-[STBCQ]\\d+") -> WAITING;
            default -> INTERNAL;
        };
    }
}
