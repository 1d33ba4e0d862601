package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableCarry;
import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationOptions;
import dev.tailrace.workflows.waiting.Waits;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What belongs to one pass, from its request until the next one. A new pass begins with a new one of these. Mutable. */
final class PassState {
    private static final int FIRST = 1;
    private static final long NO_COMMAND = 0;

    private final BitSet done;
    private final AwaitedVerification verification = new AwaitedVerification();
    private int number;
    private Prepared.@Nullable Open open;
    private @Nullable Long token;
    private @Nullable Instant caughtUpFrom;
    private @Nullable VerdictSummary verdict;
    private VerdictNotes notes = VerdictNotes.NONE;
    private boolean unresolved;
    private TableCarry.Requests requests;

    private PassState(int number, BitSet done, TableCarry.Requests requests) {
        this.number = number;
        this.done = done;
        this.requests = requests;
    }

    static PassState first() {
        return new PassState(FIRST, new BitSet(), TableCarry.Requests.NONE);
    }

    static PassState restored(TableCarry carried) {
        var pass = carried.pass();
        var restored =
                new PassState(pass.number(), BitSet.valueOf(Base64.getDecoder().decode(pass.done())), pass.requests());
        restored.open = pass.open();
        restored.token = pass.token();
        restored.caughtUpFrom = pass.caughtUpFrom();
        restored.verification.restore(pass);
        restored.verdict = carried.report().verdict();
        restored.notes = carried.report().notes();
        restored.unresolved = carried.report().unresolved();
        return restored;
    }

    TableCarry.Pass carry() {
        return new TableCarry.Pass(
                number,
                open,
                Base64.getEncoder().encodeToString(done.toByteArray()),
                token,
                caughtUpFrom,
                requests,
                verification.run(),
                verification.options(),
                verification.said());
    }

    /** The one after it: nothing of this one counts any more. One that was never open is asked for again. */
    PassState next() {
        return new PassState(open == null ? number : open.passNumber() + 1, new BitSet(), TableCarry.Requests.NONE);
    }

    void open(Prepared.Open opened) {
        open = opened;
        number = opened.passNumber();
    }

    /** Null before it is open. */
    Prepared.@Nullable Open opened() {
        return open;
    }

    boolean isOpen() {
        return open != null;
    }

    boolean isOpen(long passId) {
        return open != null && open.passId() == passId;
    }

    /** The number that the next preparation asks for, or that of the open pass. */
    int number() {
        return number;
    }

    /** The segments that are done; the backfill sets more. */
    BitSet done() {
        return done;
    }

    /** The barrier has found one that is not: each lane is asked again. */
    void forgetDoneSegments() {
        done.clear();
    }

    void requestSuccessor() {
        requests = requests.withNewPass();
    }

    boolean successorRequested() {
        return requests.newPass();
    }

    /** As the file says: what decides whether the table is ready. */
    VerificationOptions required() {
        return open == null ? VerificationOptions.FULL : open.verification();
    }

    /** @param wanted how; of two that ask, the one that proves more is heard */
    void requestVerification(VerificationOptions wanted) {
        var asked = requests.verification();
        if (asked == null || !asked.provesAsMuchAs(wanted)) {
            requests = requests.withVerification(wanted);
        }
    }

    boolean verificationRequested() {
        return requests.verification() != null;
    }

    /**
     * One begins, or goes on: whoever asked for it before this moment has it.
     *
     * @return how it verifies: as asked for, or as the file says
     */
    VerificationOptions verificationBegins() {
        var decided = verification.options();
        if (decided == null) {
            decided = Objects.requireNonNullElse(requests.verification(), required());
            verification.decide(decided);
            requests = requests.withVerification(null);
        }
        return decided;
    }

    void requestRepair(TableCarry.WantedRepair wanted) {
        requests = requests.withRepair(wanted);
    }

    /** The repair that is asked for; null for none. */
    TableCarry.@Nullable WantedRepair repair() {
        return requests.repair();
    }

    /** A repair is done; nothing if a later command has asked for another. */
    void repaired(TableCarry.WantedRepair wanted) {
        if (wanted.equals(requests.repair())) {
            requests = requests.withRepair(null);
        }
    }

    /** @param command its number */
    void requestReplay(long command) {
        requests = requests.withReplay(command);
    }

    boolean replayRequested() {
        return requests.replay() != NO_COMMAND;
    }

    /** The number of the command that asks for a quarantine replay. */
    long replayCommand() {
        return requests.replay();
    }

    /** What a command asked for is done; nothing if a later command has asked again. */
    void replayed(long command) {
        if (requests.replay() == command) {
            requests = requests.withReplay(NO_COMMAND);
        }
    }

    /** No row is written by the backfill after this moment. */
    void catchesUpFromNow() {
        caughtUpFrom = Waits.now();
    }

    Instant caughtUpFrom() {
        return Objects.requireNonNullElse(caughtUpFrom, Instant.EPOCH);
    }

    /** The token waited for; null if none was sent. */
    @Nullable
    Long token() {
        return token;
    }

    void awaitToken(long sent) {
        token = sent;
    }

    void forgetToken() {
        token = null;
    }

    /** The last verdict; null before the first. */
    @Nullable
    VerdictSummary verdict() {
        return verdict;
    }

    void judged(VerdictSummary now) {
        verdict = now;
        notes = notes.afterAnotherVerdict();
    }

    /** A verification that proves less than the file asks for: the verdict stays what it was. */
    void checked(VerdictSummary now) {
        notes = notes.withCheck(now);
    }

    /** Whether the table is ready by its verdict. */
    boolean isProven() {
        return verdict != null && verdict.outcome().isReady() && notes.repair() == null;
    }

    VerdictNotes notes() {
        return notes;
    }

    void note(VerdictNotes changed) {
        notes = changed;
    }

    /** Whether a verdict waits for a person, or for time. */
    boolean isUnresolved() {
        return unresolved;
    }

    void leaveUnresolved() {
        unresolved = true;
    }

    void resolve() {
        unresolved = false;
    }

    /** The verification that it waits for. */
    AwaitedVerification verification() {
        return verification;
    }
}
