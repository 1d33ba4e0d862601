package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.fault.Fault;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.stack.Outages;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Makes faults happen. For one thread. */
final class FaultInjector {
    private static final Duration NOTICED = Duration.ofSeconds(4);

    private final Stack stack;
    private final RehearsalStack rehearsal;

    FaultInjector(Stack stack, RehearsalStack rehearsal) {
        this.stack = stack;
        this.rehearsal = rehearsal;
    }

    String words(ScheduledFault fault) {
        return switch (fault.kind()) {
            case KILL -> "kill -9 " + worker(fault).pid();
            case FREEZE ->
                "kill -STOP %d for %d s"
                        .formatted(worker(fault).pid(), fault.lasting().toSeconds());
            case POSTGRES -> "pg_ctl restart -m immediate";
            case TEMPORAL -> "Temporal down for %d s".formatted(fault.lasting().toSeconds());
            case DYNAMODB ->
                "DynamoDB %s for %d s".formatted(fault.fault(), fault.lasting().toSeconds());
        };
    }

    /** Returns when the fault is over, with the obstacles that {@code status} named; nothing if it was not asked. */
    List<String> inject(ScheduledFault fault) throws IOException, InterruptedException {
        return switch (fault.kind()) {
            case KILL -> kill(fault);
            case FREEZE -> freeze(fault);
            case POSTGRES -> restartPostgres();
            case TEMPORAL -> stopTemporal(fault.lasting());
            case DYNAMODB -> fail(fault);
        };
    }

    private List<String> kill(ScheduledFault fault) {
        worker(fault).restart();
        return List.of();
    }

    private List<String> freeze(ScheduledFault fault) throws InterruptedException {
        WorkerChild worker = worker(fault);
        worker.suspend();
        Thread.sleep(fault.lasting());
        worker.resume();
        return List.of();
    }

    private List<String> restartPostgres() throws IOException, InterruptedException {
        outages().restartPostgres();
        Thread.sleep(NOTICED);
        return rehearsal.reasons();
    }

    private List<String> stopTemporal(Duration lasting) throws IOException, InterruptedException {
        outages().stopTemporal();
        Thread.sleep(lasting);
        outages().startTemporal();
        return List.of();
    }

    private List<String> fail(ScheduledFault fault) throws InterruptedException {
        rehearsal.stores().streams().set(fault.fault());
        rehearsal.stores().tables().set(fault.fault());
        Thread.sleep(fault.lasting());
        List<String> reasons = rehearsal.reasons();
        rehearsal.stores().streams().set(new Fault.Pass());
        rehearsal.stores().tables().set(new Fault.Pass());
        return reasons;
    }

    private WorkerChild worker(ScheduledFault fault) {
        return rehearsal.workers().get(fault.worker());
    }

    private Outages outages() {
        return stack.outages()
                .orElseThrow(
                        () -> new IllegalStateException("Cannot stop the servers: they are not all children of this"
                                + " process. Use -Dstack=embedded with a temporal binary."));
    }
}
