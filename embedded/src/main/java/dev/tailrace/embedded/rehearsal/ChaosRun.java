package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.run.MigrationProgress;
import dev.tailrace.embedded.run.Narrator;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.Scenarios;
import dev.tailrace.embedded.stack.Stack;
import java.time.Duration;
import java.util.List;

/** Hits live migrations with what was drawn, one round after the other, and looks what is left. For one thread. */
final class ChaosRun {
    /** Of the copy, in read capacity units a second for each item: it takes some ten seconds. */
    private static final double UNITS_PER_ITEM = 1 / 100.0;

    /** A verification reads as fast, and what changes meanwhile again: it must be faster than the writers. */
    private static final double LEAST_UNITS = 100;

    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** How long a fault waits for the phase that it aims at. */
    private static final Duration AIMING = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Stack stack;
    private final ChaosPlan plan;
    private final Narrator narrator;
    private final ChaosReport report = new ChaosReport();
    private int kills;

    ChaosRun(Stack stack, ChaosPlan plan, Narrator narrator) {
        this.stack = stack;
        this.plan = plan;
        this.narrator = narrator;
    }

    /** @throws IllegalStateException where a migration does not get READY and equal, or waits for a person */
    ChaosReport run() throws Exception {
        for (List<ScheduledFault> faults : plan.rounds()) {
            round(faults);
        }
        return report;
    }

    private void round(List<ScheduledFault> faults) throws Exception {
        Load load = new Load(2, plan.changesEach(), plan.itemsEach(), plan.seed());
        double units = Math.max(LEAST_UNITS, plan.itemsEach() * UNITS_PER_ITEM);
        try (RehearsalStack rehearsal =
                        new RehearsalStack(stack, plan.chosenOf(Scenarios.all(Stack.unique(""))), load, units);
                LongestStandstill standstill = new LongestStandstill(rehearsal.newView());
                OperatorLoad busy = new OperatorLoad(rehearsal)) {
            for (int worker = 0; worker < ChaosPlan.WORKERS; worker++) {
                rehearsal.hire();
            }
            narrator.say("migration  " + rehearsal.migration() + " started; " + rehearsal.logs());
            rehearsal.await("the first copied items", LIMIT, now -> now.stream().anyMatch(t -> t.scanned() > 0));
            FaultInjector injector = new FaultInjector(stack, rehearsal);
            for (ScheduledFault fault : faults) {
                aim(rehearsal, busy, fault);
                Thread.sleep(fault.delay());
                hit(rehearsal, injector, fault);
            }
            busy.rest();
            narrator.say("calm       waiting until every table is READY and EQUAL");
            rehearsal.await("READY and EQUAL", LIMIT, now -> {
                narrator.progress(new MigrationProgress(now).line());
                return new MigrationProgress(now).allReadyAndEqual();
            });
            report.survived(rehearsal, rehearsal.conclude(LIMIT), standstill.longest());
        }
    }

    private void aim(RehearsalStack rehearsal, OperatorLoad busy, ScheduledFault fault) throws InterruptedException {
        long deadline = System.nanoTime() + AIMING.toNanos();
        while (System.nanoTime() < deadline) {
            List<TableView> now = rehearsal.tables();
            narrator.progress(new MigrationProgress(now).line());
            if (now.stream().anyMatch(table -> table.phase().equals(fault.aim()))) {
                return;
            }
            busy.steer(now, fault.aim());
            Thread.sleep(LOOK);
        }
        List<String> blocked = rehearsal.blocked();
        if (!blocked.isEmpty()) {
            throw new IllegalStateException("A table waits for a person: " + blocked + "; " + rehearsal.logs());
        }
    }

    private void hit(RehearsalStack rehearsal, FaultInjector injector, ScheduledFault fault) throws Exception {
        List<TableView> at = rehearsal.tables();
        if (fault.kind() == FaultKind.KILL) {
            kills++;
        }
        narrator.say("%3d/%d    %s at: %s"
                .formatted(kills, plan.kills(), injector.words(fault), new MigrationProgress(at).line()));
        report.hit(fault.kind(), at);
        injector.inject(fault).forEach(reason -> narrator.say("           status: " + reason));
    }
}
