package dev.tailrace.activities.simulation;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, on a thread of its own. It asks the scheduler before each of its steps: a statement, a commit, a call of the
 * source.
 */
final class Actor {
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    final int number;
    final String name;
    final Task task;
    private final Scheduler scheduler;
    private final Work work;
    private final Semaphore turn = new Semaphore(0);
    private @Nullable BooleanSupplier wakeUp;
    private @Nullable Object result;
    private @Nullable Throwable thrown;
    private boolean ended;
    private int transactions;
    private volatile boolean doomed;
    private volatile boolean stopRequested;
    private volatile int backend;
    private volatile boolean waitsByTheClock;
    private int steps;
    /** How readily the scheduler picks it; changes when it is superseded. */
    double speed = 1;

    /** What an attempt does. */
    interface Work {
        @Nullable
        Object run(Actor self) throws Exception;
    }

    Actor(Scheduler scheduler, String name, Task task, Work work) {
        this.scheduler = scheduler;
        number = scheduler.nextNumber();
        this.name = name;
        this.task = task;
        this.work = work;
    }

    /** The actor whose thread this is; null for the test's own. */
    static @Nullable Actor current() {
        return CURRENT.get();
    }

    /** The thread's life. */
    void live() {
        CURRENT.set(this);
        try {
            step("begins");
            result = work.run(this);
        } catch (Throwable t) {
            thrown = t;
        } finally {
            CURRENT.remove();
            ended = true;
            scheduler.arrived(this);
        }
    }

    /** Where the scheduler may let others go first, or end the attempt's process. */
    void step(String what) {
        steps++;
        if (!scheduler.mayGoOn(this)) {
            park();
        }
        if (doomed || scheduler.crashes(this, what)) {
            throw new Crash();
        }
    }

    /** As {@link #step}, but its next turn comes only once there is something to do or it was asked to stop. */
    void idle(BooleanSupplier until) {
        wakeUp = until;
        park();
        wakeUp = null;
        if (doomed) {
            throw new Crash();
        }
    }

    private void park() {
        scheduler.arrived(this);
        turn.acquireUninterruptibly();
    }

    /** Lets the thread run on from where it parked. */
    void go() {
        turn.release();
    }

    boolean isReady() {
        return wakeUp == null || stopRequested || doomed || wakeUp.getAsBoolean();
    }

    void stop() {
        stopRequested = true;
    }

    boolean stopRequested() {
        return stopRequested;
    }

    void doom() {
        doomed = true;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    Object result() {
        return result;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    int steps() {
        return steps;
    }

    void tell(String line) {
        scheduler.tell(name + ": " + line);
    }

    Plan plan() {
        return scheduler.plan();
    }

    /** A number from the seed, in [0, 1). */
    double draw() {
        return scheduler.draw();
    }

    boolean isInTransaction() {
        return transactions > 0;
    }

    void began() {
        transactions++;
    }

    void finished() {
        transactions--;
    }

    /** The backend that its statement under way, if any, runs on. */
    int backend() {
        return backend;
    }

    void runsOn(int pid) {
        backend = pid;
    }

    /** Its statement under way gives up by itself, soon. */
    boolean waitsByTheClock() {
        return waitsByTheClock;
    }

    void waitsByTheClock(boolean bounded) {
        waitsByTheClock = bounded;
    }

    @Override
    public String toString() {
        return name;
    }
}
