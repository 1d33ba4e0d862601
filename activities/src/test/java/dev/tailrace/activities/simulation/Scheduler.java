package dev.tailrace.activities.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one actor run at a time, to its next step, in an order that the seed decides. An actor whose statement waits for
 * another's lock is set aside until Postgres lets it go on.
 */
final class Scheduler {
    private static final double SWITCH_INSIDE = 0.3;
    private static final double[] SPEEDS = {1, 1, 1, 0.1, 0.01};
    private static final long STUCK_SECONDS = 20;
    private static final Comparator<Actor> BY_START = Comparator.comparingInt(a -> a.number);

    /** Milliseconds; few statements take longer without a lock in their way. */
    private static final int STATEMENT = 2;

    private final Plan plan;
    private final Random random;
    private final Locks locks;
    private final Executor threads;
    private final BlockingQueue<Actor> arrivals = new LinkedBlockingQueue<>();
    private final List<Actor> parked = new ArrayList<>();
    private final List<Actor> ended = new ArrayList<>();
    private final Set<Actor> blocked = new HashSet<>();
    private final List<String> trace = new ArrayList<>();
    private volatile @Nullable Actor token;
    private volatile boolean calm;
    private int started;

    Scheduler(Plan plan, Random random, Locks locks, Executor threads) {
        this.plan = plan;
        this.random = random;
        this.locks = locks;
        this.threads = threads;
    }

    Plan plan() {
        return plan;
    }

    List<String> trace() {
        return trace;
    }

    /** A number for the next actor. */
    int nextNumber() {
        return ++started;
    }

    void tell(String line) {
        trace.add(line);
    }

    /** From here on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
    }

    /** Starts an actor, which parks before its first step. */
    void start(Actor actor) {
        actor.speed = speed();
        token = actor;
        threads.execute(actor::live);
        settle(actor);
    }

    private double speed() {
        return SPEEDS[random.nextInt(SPEEDS.length)];
    }

    /** Whether any actor can be given a turn now. */
    boolean hasReady() {
        return parked.stream().anyMatch(Actor::isReady);
    }

    boolean hasBlocked() {
        return !blocked.isEmpty();
    }

    List<Actor> idle() {
        return parked.stream().filter(a -> !a.isReady()).toList();
    }

    /** Asks one actor to return at its next batch boundary. */
    void stopOne() {
        if (!parked.isEmpty()) {
            parked.get(random.nextInt(parked.size())).stop();
        }
    }

    /** Gives one ready actor a turn. Returns those that came to their end meanwhile. */
    List<Actor> turn() {
        go(pick());
        return takeEnded();
    }

    /** Waits until Postgres lets a blocked actor go on. Returns those that came to their end. */
    List<Actor> unblock() {
        settle(null);
        return takeEnded();
    }

    private void go(Actor actor) {
        parked.remove(actor);
        token = actor;
        actor.go();
        settle(actor);
    }

    private List<Actor> takeEnded() {
        var taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    private Actor pick() {
        var ready = parked.stream().filter(Actor::isReady).toList();
        double sum = ready.stream().mapToDouble(a -> a.speed).sum();
        double at = random.nextDouble() * sum;
        for (var actor : ready) {
            at -= actor.speed;
            if (at < 0) {
                return actor;
            }
        }
        return ready.getLast();
    }

    /**
     * Waits until no one runs: each is parked, at its end, or waits for a lock.
     *
     * @param moving the actor whose turn it is; null: one of the blocked has to move
     */
    private void settle(@Nullable Actor moving) {
        var running = new HashSet<>(blocked);
        if (moving != null) {
            running.add(moving);
        }
        boolean moved = moving != null;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STUCK_SECONDS);
        while (!running.isEmpty()) {
            var arrived = await(running.contains(moving) ? STATEMENT : 0);
            if (arrived != null) {
                running.remove(arrived);
                blocked.remove(arrived);
                (arrived.hasEnded() ? ended : parked).add(arrived);
                moved = true;
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("No one moves: " + running);
            } else if (moved && locks.allWait(running)) {
                blocked.addAll(running);
                token = null;
                break;
            }
        }
        // Those that a commit unblocks arrive in any order.
        parked.sort(BY_START);
        ended.sort(BY_START);
    }

    private @Nullable Actor await(int milliseconds) {
        try {
            return arrivals.poll(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Called by an actor that parks or ends. */
    void arrived(Actor actor) {
        arrivals.add(actor);
    }

    /** Called by an actor before each step. False: it has to park. Only the one whose turn it is draws from the seed. */
    boolean mayGoOn(Actor actor) {
        if (token != actor || !actor.isInTransaction()) {
            return false;
        }
        boolean switches = plan.fine() && random.nextDouble() < SWITCH_INSIDE;
        if (switches) {
            // Long enough, at times, for another's whole transaction: what was read is old when it is written.
            actor.speed = speed();
        }
        return !switches;
    }

    /** Called by an actor whose turn it is, with what it is about to do. */
    boolean crashes(Actor actor, String what) {
        trace.add(actor + ": " + what);
        boolean crashes = !calm && random.nextDouble() < plan.crashes();
        if (crashes) {
            trace.add(actor + ": CRASH");
        }
        return crashes;
    }

    /** Called by an actor whose turn it is. */
    double draw() {
        return random.nextDouble();
    }

    /** Ends every actor that is left, as at the end of a schedule that went wrong. */
    void endAll() {
        parked.forEach(Actor::doom);
        blocked.forEach(Actor::doom);
        while (!parked.isEmpty() || !blocked.isEmpty()) {
            if (parked.isEmpty()) {
                settle(null);
            } else {
                go(parked.getFirst());
            }
        }
    }
}
