package dev.tailrace.activities.simulation;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.simulation.Task.Work;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the workflows do: start an attempt for each task, the next one when it ends, and the tasks that follow. */
final class Workflows {
    private static final int MOST_ATTEMPTS = 6;
    private static final int MOST_PASSES = 3;

    private final Plan plan;
    private final Random random;
    private final Attempts attempts;
    private final Scheduler scheduler;
    private final Map<String, Integer> started = new HashMap<>();
    private final Map<Task, Actor> latest = new HashMap<>();
    private final Map<Integer, Long> passes = new TreeMap<>();
    private final Set<Task> done = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int passNumber;
    private int wanted = 1;

    Workflows(Plan plan, Random random, Attempts attempts, Scheduler scheduler) {
        this.plan = plan;
        this.random = random;
        this.attempts = attempts;
        this.scheduler = scheduler;
    }

    /** What no attempt should have come to. */
    List<String> wrong() {
        return wrong;
    }

    void begin() {
        start(new Task(Work.OPEN, wanted, 0));
    }

    /** Whether all is done but capture, which never is. */
    boolean isComplete() {
        return wanted == passNumber && done.contains(new Task(Work.LOOK, passNumber, 0));
    }

    private void start(Task task) {
        int attempt = started.merge(task.toString(), 1, Integer::sum);
        long id = passes.getOrDefault(task.passNumber(), 0L);
        latest.put(task, attempts.start(task, id, Lanes.term(attempt, 1), attempt));
    }

    /** An operator's wish for a new pass. */
    void askForNewPass() {
        if (passNumber < MOST_PASSES) {
            openNewPass();
        }
    }

    /** The old pass's attempts live on; no one starts them again. */
    private void openNewPass() {
        if (wanted == passNumber) {
            wanted = passNumber + 1;
            start(new Task(Work.OPEN, wanted, 0));
        }
    }

    /** Starts an attempt although the one before it lives, and will for a while: every second time at capture. */
    void supersedeOne() {
        boolean capture = random.nextBoolean();
        var living = latest.values().stream()
                .filter(a -> !a.hasEnded() && started.get(a.task.toString()) < MOST_ATTEMPTS)
                .filter(a -> !capture || a.task.work() == Work.CAPTURE)
                .sorted(Comparator.comparing(Actor::toString))
                .toList();
        if (!living.isEmpty()) {
            var actor = living.get(random.nextInt(living.size()));
            actor.speed = random.nextBoolean() ? 0.1 : 0.02;
            start(actor.task);
        }
    }

    void ended(List<Actor> actors) {
        for (var actor : actors) {
            scheduler.tell(actor + " ends: " + (actor.thrown() == null ? actor.result() : actor.thrown()));
            var unexpected = Expected.check(plan, actor.thrown());
            if (unexpected != null) {
                wrong.add(actor + ": " + unexpected);
            }
            if (latest.get(actor.task) == actor) {
                next(actor.task, actor.result(), actor.thrown());
            }
        }
    }

    private void next(Task task, @Nullable Object result, @Nullable Throwable thrown) {
        boolean current = task.work() == Work.OPEN
                ? task.passNumber() == wanted && wanted > passNumber
                : task.passNumber() == wanted;
        if (!current) {
            return;
        }
        if (thrown instanceof Gap) {
            openNewPass();
        } else if (result instanceof Prepared.Open open) {
            opened(open);
        } else if (result instanceof Turn.Done && task.work() != Work.CAPTURE) {
            done.add(task);
            after(task);
        } else {
            start(task);
        }
    }

    private void opened(Prepared.Open open) {
        passNumber = open.passNumber();
        wanted = passNumber;
        passes.put(passNumber, open.passId());
        for (int i = 0; i < plan.segments(); i++) {
            start(new Task(Work.COPY, passNumber, i));
        }
        for (int i = 0; i < plan.captureGroups(); i++) {
            start(new Task(Work.CAPTURE, passNumber, i));
        }
    }

    private void after(Task task) {
        switch (task.work()) {
            case COPY -> {
                if (done.stream()
                                .filter(t -> t.work() == Work.COPY && t.passNumber() == passNumber)
                                .count()
                        == plan.segments()) {
                    start(new Task(Work.BARRIER, passNumber, 0));
                }
            }
            case BARRIER -> start(new Task(Work.PURGE, passNumber, 0));
            case PURGE -> start(new Task(Work.LOOK, passNumber, 0));
            case OPEN, CAPTURE, LOOK -> {}
        }
    }
}
