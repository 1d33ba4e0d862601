package dev.tailrace.worker.cli;

import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the check of a trail found, for people and for programs. Persisted field names (docs/cli.md). */
record AuditVerdict(
        boolean intact,
        long events,
        String head,
        long anchored,
        @Nullable Change found,
        List<String> limits) {
    /**
     * @param code of the problem
     * @param done what was done, in a word
     * @param first the first bad event; where that cannot be told, the first that may be
     * @param last the last of those it is about
     */
    record Change(String code, String done, long first, long last, String text) {}

    static AuditVerdict of(TrailCheck check) {
        var finding = check.finding();
        return new AuditVerdict(
                check.isIntact(),
                check.events(),
                check.seq() + ":" + check.head(),
                check.anchored(),
                finding == null
                        ? null
                        : new Change(
                                Code.A001.id(), finding.done().word(), finding.first(), finding.last(), finding.text()),
                check.limits());
    }

    /** Says what was changed, if anything was, where an answer has said the rest. */
    static int exitCode(Output output, TrailCheck check) {
        var finding = check.finding();
        if (finding == null) {
            return ExitCode.OK;
        }
        var what = finding.events() + ": " + finding.done().word();
        output.remark(Problem.of(Code.A001, what, finding.text()).describe());
        return ExitCode.TAMPERED;
    }
}
