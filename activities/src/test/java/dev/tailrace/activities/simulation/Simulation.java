package dev.tailrace.activities.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/** One schedule: what its seed says, until all is done and compared with the truth. */
final class Simulation {
    private static final int MOST_TURNS = 5_000;
    private static final int MOST_DAYS = 2;
    private static final double STOP = 0.01;
    private static final double DAY = 0.01;
    private static final double NEW_PASS = 0.003;

    private final Random random;
    private final Plan plan;
    private final Truth truth;
    private final TargetDatabase database;
    private final Scheduler scheduler;
    private final Workflows workflows;
    private final List<String> wrong = new ArrayList<>();
    private int written;
    private int calmAt = Integer.MAX_VALUE;
    private boolean calm;

    private Simulation(long seed, Breakage breakage, TargetDatabase database, Executor threads) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        plan = Plan.of(seed, breakage, random);
        truth = new Truth(plan, random);
        this.database = database;
        scheduler = new Scheduler(plan, random, database.locks(), threads);
        workflows = new Workflows(plan, random, new Attempts(plan, truth, database, scheduler), scheduler);
    }

    static Outcome run(long seed, Breakage breakage, TargetDatabase database, Executor threads) {
        database.empty();
        var simulation = new Simulation(seed, breakage, database, threads);
        try {
            simulation.run();
        } catch (RuntimeException stuck) {
            simulation.wrong.add(stuck.toString());
        } finally {
            simulation.scheduler.endAll();
        }
        simulation.wrong.addAll(simulation.workflows.wrong());
        return new Outcome(simulation.plan, simulation.wrong, simulation.scheduler.trace());
    }

    private void run() {
        workflows.begin();
        for (int turns = 0; workflows.wrong().isEmpty(); turns++) {
            if (turns == MOST_TURNS) {
                throw new IllegalStateException("does not end");
            }
            if (turns == calmAt) {
                calm = true;
                scheduler.calmDown();
            }
            if (!calm) {
                disturb();
            }
            if (written < plan.writes() && (random.nextDouble() < plan.eager() || nobodyMoves())) {
                change(turns);
            } else if (scheduler.hasReady()) {
                workflows.ended(scheduler.turn());
            } else if (scheduler.hasBlocked()) {
                workflows.ended(scheduler.unblock());
            } else if (workflows.isComplete() && Verdict.isCaughtUp(truth, database)) {
                wrong.addAll(Verdict.wrong(truth, database));
                return;
            } else {
                endTurns();
            }
        }
    }

    private boolean nobodyMoves() {
        return !scheduler.hasReady() && !scheduler.hasBlocked();
    }

    private void change(int turns) {
        scheduler.tell("source: " + truth.change());
        if (++written == plan.writes()) {
            calmAt = turns + 1 + random.nextInt(60);
        }
    }

    /** Capture attempts that wait for records return, and are started again. */
    private void endTurns() {
        var idle = scheduler.idle();
        if (idle.isEmpty()) {
            throw new IllegalStateException("no one is left to go on");
        }
        idle.forEach(Actor::stop);
    }

    private void disturb() {
        if (random.nextDouble() < STOP) {
            scheduler.stopOne();
        }
        if (random.nextDouble() < plan.zombies()) {
            workflows.supersedeOne();
        }
        if (plan.kind().gaps()) {
            if (random.nextDouble() < DAY && truth.trims() < MOST_DAYS && database.age()) {
                truth.trim();
                scheduler.tell("a day passes");
            }
            if (random.nextDouble() < NEW_PASS) {
                workflows.askForNewPass();
            }
        }
    }
}
