package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.fault.Fault;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.stack.Outages;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Strikes. For one thread. */
final class FaultInjector {
    private static final Duration NOTICED = Duration.ofSeconds(4);

    private final Stack stack;
    private final RehearsalStack setting;

    FaultInjector(Stack stack, RehearsalStack setting) {
        this.stack = stack;
        this.setting = setting;
    }

    String words(ScheduledFault strike) {
        return switch (strike.blow()) {
            case KILL -> "kill -9 " + worker(strike).pid();
            case FREEZE ->
                "kill -STOP %d for %d s"
                        .formatted(worker(strike).pid(), strike.lasting().toSeconds());
            case POSTGRES -> "pg_ctl restart -m immediate";
            case TEMPORAL -> "Temporal down for %d s".formatted(strike.lasting().toSeconds());
            case DYNAMODB ->
                "DynamoDB %s for %d s"
                        .formatted(strike.fault(), strike.lasting().toSeconds());
        };
    }

    /** Strikes, and returns when it is over, with what {@code status} said stood in the way; nothing where it was not asked. */
    List<String> strike(ScheduledFault strike) throws IOException, InterruptedException {
        return switch (strike.blow()) {
            case KILL -> kill(strike);
            case FREEZE -> freeze(strike);
            case POSTGRES -> restartPostgres();
            case TEMPORAL -> stopTemporal(strike.lasting());
            case DYNAMODB -> fail(strike);
        };
    }

    private List<String> kill(ScheduledFault strike) {
        worker(strike).restart();
        return List.of();
    }

    private List<String> freeze(ScheduledFault strike) throws InterruptedException {
        WorkerChild worker = worker(strike);
        worker.suspend();
        Thread.sleep(strike.lasting());
        worker.resume();
        return List.of();
    }

    private List<String> restartPostgres() throws IOException, InterruptedException {
        outages().restartPostgres();
        Thread.sleep(NOTICED);
        return setting.reasons();
    }

    private List<String> stopTemporal(Duration lasting) throws IOException, InterruptedException {
        outages().stopTemporal();
        Thread.sleep(lasting);
        outages().startTemporal();
        return List.of();
    }

    private List<String> fail(ScheduledFault strike) throws InterruptedException {
        setting.stores().streams().set(strike.fault());
        setting.stores().tables().set(strike.fault());
        Thread.sleep(strike.lasting());
        List<String> reasons = setting.reasons();
        setting.stores().streams().set(new Fault.Pass());
        setting.stores().tables().set(new Fault.Pass());
        return reasons;
    }

    private WorkerChild worker(ScheduledFault strike) {
        return setting.workers().get(strike.worker());
    }

    private Outages outages() {
        return stack.outages()
                .orElseThrow(
                        () -> new IllegalStateException("Cannot stop the servers: they are not all children of this"
                                + " process. Use -Dstack=embedded with a temporal binary."));
    }
}
