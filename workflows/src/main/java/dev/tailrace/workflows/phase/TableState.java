package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableCarry;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.turn.Obstacles;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a table's workflow knows, and carries from run to run. Mutable; the workflow's one thread at a time uses it. */
final class TableState {
    private static final String ACTOR = "tailrace";

    private final TableRef table;
    private final Runnable changed;
    private final ControlWrites controlWrites;
    private final Obstacles obstacles;
    private final Scheduling scheduling;
    private final TableSettings settings = new TableSettings();
    private Phase phase = Phase.PLANNED;
    private Instant since = Waits.now();
    private PassState pass = PassState.first();
    private long lastNumber;
    private String doing = "";
    private boolean begun;
    private boolean aborting;
    private boolean interrupted;
    private long taken;
    private long written;
    private @Nullable String left;

    /** @param changed called after each change that a report shows */
    TableState(TableRef table, @Nullable TableCarry carried, Runnable changed) {
        this.table = table;
        this.changed = changed;
        obstacles = new Obstacles(changed);
        scheduling = new Scheduling(carried == null ? Scheduling.NONE : carried.scheduling());
        controlWrites = new ControlWrites(carried == null ? List.of() : carried.controlWrites());
        if (carried != null) {
            restore(carried);
        }
    }

    private void restore(TableCarry carried) {
        var report = carried.report();
        phase = report.phase();
        since = report.since();
        begun = report.begun();
        aborting = report.aborting();
        taken = report.taken();
        written = report.written();
        left = report.left();
        lastNumber = carried.lastNumber();
        settings.restore(report, carried.window());
        pass = PassState.restored(carried);
        obstacles.set(Place.CAPTURE, carried.captureObstacle());
    }

    TableCarry carry() {
        return new TableCarry(
                report(),
                pass.carry(),
                scheduling.last(),
                lastNumber,
                settings.window(),
                controlWrites.waiting(),
                obstacles.at(Place.CAPTURE));
    }

    TableReport report() {
        var open = pass.opened();
        return new TableReport(
                table.name(),
                phase,
                since,
                open == null ? TableReport.NO_PASS : open.passNumber(),
                begun,
                settings.backfillPaused(),
                settings.capturePaused(),
                settings.givingWay(),
                settings.skipped(),
                aborting,
                pass.isUnresolved(),
                obstacles.worst(),
                doing,
                pass.verdict(),
                pass.notes(),
                taken,
                written,
                left);
    }

    TableRef table() {
        return table;
    }

    ControlWrites controlWrites() {
        return controlWrites;
    }

    Obstacles obstacles() {
        return obstacles;
    }

    Scheduling scheduling() {
        return scheduling;
    }

    TableSettings settings() {
        return settings;
    }

    /** The current pass; another one after {@link #beginPass}. */
    PassState pass() {
        return pass;
    }

    Phase phase() {
        return phase;
    }

    /** The open pass, in phases that have one. */
    Prepared.Open openPass() {
        var open = pass.opened();
        if (open == null) {
            throw new IllegalStateException("Cannot go on in " + phase + ": no pass is open.");
        }
        return open;
    }

    /** Another pass follows as soon as the current step has ended. */
    void requestNewPass() {
        pass.requestSuccessor();
    }

    /** Begins the pass that was asked for: all that was known of the one before is about rows that go now. */
    void beginPass() {
        pass = pass.next();
        obstacles.clear(Place.CAPTURE);
        if (phase != Phase.PREPARING) {
            move(Phase.PREPARING, "a new pass was asked for");
        }
    }

    /** Whether change capture is to read, or to stand by while it is paused. */
    boolean wantsCapture() {
        return pass.isOpen() && !aborting;
    }

    /** Its turn to start. */
    void begin() {
        begun = true;
        changed.run();
    }

    boolean hasBegun() {
        return begun;
    }

    void requestAbort() {
        aborting = true;
    }

    boolean isAborting() {
        return aborting;
    }

    /** Ends the way of the table. @param remains what is left on both sides */
    void aborted(String remains) {
        left = remains;
        obstacles.clear(Place.CAPTURE);
        move(Phase.ABORTED, "asked for");
    }

    /** The current step is to end; nothing new is begun in it. */
    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** The next step is not interrupted. */
    void beginStep() {
        interrupted = false;
    }

    /** Takes a command, by its number. @return false if it was taken before, or comes after the end */
    boolean take(long command) {
        if (phase == Phase.ABORTED || command <= taken) {
            return false;
        }
        taken = command;
        return true;
    }

    /** A command is answered only once it is written: who reads the answer may rely on it. */
    void allWritten() {
        if (written != taken) {
            written = taken;
            changed.run();
        }
    }

    /** Tells running activities what is to stand still. */
    void steerPauses() {
        controlWrites.steer(pauses());
    }

    /** The same, because the backfill has begun to give way, or has ended that. */
    void steerGivingWay() {
        controlWrites.steer(pauses().givingWay(settings.givingWay()));
    }

    private Steering pauses() {
        boolean backfillStands = settings.backfillPaused() || settings.givingWay();
        return Steering.pauses(table, nextNumber(), backfillStands, settings.capturePaused());
    }

    /** Enters a phase. It is written before anything else happens in it, see {@link ControlWrites#settled}. */
    void move(Phase to, String reason) {
        var from = phase;
        phase = from.to(to);
        controlWrites.move(new PhaseChange(table, nextNumber(), from, to, ACTOR, reason));
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
    void doing(String what) {
        if (!doing.equals(what)) {
            doing = what;
            changed.run();
        }
    }

    void changed() {
        changed.run();
    }
}
