package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.TableCarry;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.table.VerificationReport;
import org.jspecify.annotations.Nullable;

/** The verification that a pass waits for, and what it said last. Mutable. */
final class AwaitedVerification {
    private static final long NONE = 0;

    private long run;
    private @Nullable VerificationReport said;
    private @Nullable VerificationOptions options;

    void restore(TableCarry.Pass carried) {
        run = carried.verificationRun();
        said = carried.verification();
        options = carried.verificationOptions();
    }

    /** Whether one is waited for. */
    boolean isDue() {
        return run != NONE;
    }

    /** How it verifies, whichever run it takes; null before that is decided. */
    @Nullable
    VerificationOptions options() {
        return options;
    }

    void decide(VerificationOptions wanted) {
        options = wanted;
    }

    /** There is a verdict, or none is wanted any more. */
    void conclude() {
        end();
        options = null;
    }

    void await(long number) {
        run = number;
    }

    void end() {
        run = NONE;
    }

    /** Its run; 0 for none. */
    long run() {
        return run;
    }

    void heard(VerificationReport report) {
        said = report;
    }

    void forget() {
        said = null;
    }

    /** What a verification said last, of whichever run; null for nothing. */
    @Nullable
    VerificationReport said() {
        return said;
    }

    /** What the awaited run said last; null before it said anything. */
    @Nullable
    VerificationReport saidByAwaited() {
        return said != null && said.run() == run ? said : null;
    }
}
