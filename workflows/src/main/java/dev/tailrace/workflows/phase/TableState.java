package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableCarry;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationReport;
import dev.tailrace.workflows.turn.Obstacles;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a table's workflow knows, and carries from run to run. Mutable; the workflow's one thread at a time uses it. */
final class TableState {
    final TableRef table;
    final ControlWrites controlWrites;
    final Obstacles obstacles;
    final Scheduling scheduling;
    final BitSet done;

    private final Runnable changed;
    private Phase phase = Phase.PLANNED;
    private Instant since = Waits.now();
    private long lastNumber;
    private String doing = "";

    Prepared.@Nullable Open pass;
    int wantedPass = 1;
    boolean begun;
    boolean copyPaused;
    boolean capturePaused;
    boolean givingWay;
    boolean skipped;
    boolean aborting;
    boolean unresolved;

    /** The current step is to end; nothing new is begun in it. */
    boolean interrupted;

    boolean newPassAsked;
    boolean verifyAsked;

    /** The number of the verb that asked for the quarantine to be looked at again; 0 for none. */
    long replay;

    /** The run of the verification that is waited for; 0 for none. */
    long verifying;

    /** What a verification said last, null for nothing. */
    @Nullable
    VerificationReport verification;

    long taken;
    long written;

    @Nullable
    Integer window;

    @Nullable
    Long token;

    @Nullable
    Instant caughtUpFrom;

    @Nullable
    VerdictSummary verdict;

    @Nullable
    String left;

    /** @param changed called after each change that a report shows */
    TableState(TableRef table, @Nullable TableCarry carried, Runnable changed) {
        this.table = table;
        this.changed = changed;
        obstacles = new Obstacles(changed);
        scheduling = new Scheduling(carried == null ? 0 : carried.scheduling());
        controlWrites = new ControlWrites(carried == null ? List.of() : carried.errands());
        done = carried == null
                ? new BitSet()
                : BitSet.valueOf(Base64.getDecoder().decode(carried.done()));
        if (carried != null) {
            restore(carried);
        }
    }

    private void restore(TableCarry carried) {
        var report = carried.report();
        phase = report.phase();
        since = report.since();
        begun = report.begun();
        copyPaused = report.copyPaused();
        capturePaused = report.capturePaused();
        givingWay = report.givingWay();
        skipped = report.skipped();
        aborting = report.aborting();
        unresolved = report.unresolved();
        taken = report.taken();
        written = report.written();
        verdict = report.verdict();
        left = report.left();
        pass = carried.pass();
        wantedPass = carried.wantedPass();
        lastNumber = carried.lastNumber();
        window = carried.window();
        token = carried.token();
        caughtUpFrom = carried.caughtUpFrom();
        newPassAsked = carried.asked().newPass();
        verifyAsked = carried.asked().verify();
        replay = carried.asked().replay();
        obstacles.set(Obstacles.Place.CAPTURE, carried.captureObstacle());
        verifying = carried.verifying();
        verification = carried.verification();
    }

    TableCarry carry() {
        return new TableCarry(
                report(),
                pass,
                wantedPass,
                Base64.getEncoder().encodeToString(done.toByteArray()),
                scheduling.last(),
                lastNumber,
                window,
                token,
                caughtUpFrom,
                new TableCarry.Asked(newPassAsked, verifyAsked, replay),
                controlWrites.waiting(),
                obstacles.at(Obstacles.Place.CAPTURE),
                verifying,
                verification);
    }

    TableReport report() {
        return new TableReport(
                table.name(),
                phase,
                since,
                pass == null ? 0 : pass.passNumber(),
                begun,
                copyPaused,
                capturePaused,
                givingWay,
                skipped,
                aborting,
                unresolved,
                obstacles.worst(),
                doing,
                verdict,
                taken,
                written,
                left);
    }

    Phase phase() {
        return phase;
    }

    /** The open pass, in phases that have one. */
    Prepared.Open openPass() {
        if (pass == null) {
            throw new IllegalStateException("Cannot go on in " + phase + ": no pass is open.");
        }
        return pass;
    }

    /** Enters a phase; the control schema is told before anything else happens in it, see {@link ControlWrites#settled}. */
    void move(Phase to, String reason) {
        var from = phase;
        phase = from.to(to);
        controlWrites.move(new PhaseChange(table, nextNumber(), from, to, "tailrace", reason));
        since = Waits.now();
        doing = "";
        changed.run();
    }

    /** A number above all before it, of this workflow and of those that ran under its id before: it follows the clock. */
    long nextNumber() {
        lastNumber = Math.max(lastNumber + 1, Workflow.currentTimeMillis());
        return lastNumber;
    }

    /** Says what the table does or waits for. */
    void doing(String words) {
        if (!doing.equals(words)) {
            doing = words;
            changed.run();
        }
    }

    void changed() {
        changed.run();
    }
}
