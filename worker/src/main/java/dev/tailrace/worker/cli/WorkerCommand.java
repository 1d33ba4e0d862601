package dev.tailrace.worker.cli;

import dev.tailrace.activities.Activities;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.worker.HeapKeeper;
import dev.tailrace.worker.SearchAttributeSetup;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.worker.TemporalKind;
import dev.tailrace.worker.WorkerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs migrations until it is told to stop. */
@Command(
        name = "worker",
        description = "Run migrations until stopped; SIGTERM lets running work get to a batch boundary first.")
final class WorkerCommand implements Callable<Integer> {
    /** How long a try to reach Temporal takes, and then the pause before the next. */
    private static final Duration TRY = Duration.ofSeconds(5);

    /** Bytes of the old generation. What lives for long in a worker, some 35 MB, and as much again; the launcher gives the old generation 80 MB. */
    private static final long COLLECT_ABOVE = 64L << 20;

    private final Supplier<TemporalConnection> connector;
    private final EngineOptions options;
    private final TemporalKind temporalKind;
    private final CountDownLatch stop = new CountDownLatch(1);

    @Mixin
    private Output output;

    WorkerCommand(Supplier<TemporalConnection> connector, Map<String, String> environment) {
        this.connector = connector;
        this.temporalKind = TemporalKind.of(environment);
        this.options =
                "local".equals(environment.get("TAILRACE_TIMING")) ? EngineOptions.local() : EngineOptions.standard();
    }

    @Override
    public Integer call() throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndAwait(stopped), "stop"));
        try (var temporal = connector.get()) {
            if (awaitTemporal(temporal)) {
                run(temporal);
            }
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK;
    }

    /** Not a constant: logging takes its time to start, and every command makes one of these. */
    private static Logger log() {
        return LoggerFactory.getLogger(WorkerCommand.class);
    }

    private void run(TemporalConnection temporal) throws InterruptedException {
        var searchAttributes = registerSearchAttributes(temporal);
        var heap = HeapKeeper.start(COLLECT_ABOVE);
        try (var worker = WorkerProcess.start(
                temporal.client(), temporalKind, new Activities(options, searchAttributes, Version.text()))) {
            log().info("Working for Temporal at {}, namespace {}", temporal.address(), temporal.namespace());
            stop.await();
            log().info("Stopping: running activities get to a batch boundary first");
        } finally {
            heap.ifPresent(HeapKeeper::close);
        }
    }

    private static boolean registerSearchAttributes(TemporalConnection temporal) {
        var operator = temporal.operator();
        try {
            return SearchAttributeSetup.register(operator, temporal.namespace());
        } finally {
            operator.shutdownNow();
        }
    }

    /** Waits as long as it takes; false if told to stop meanwhile. */
    private boolean awaitTemporal(TemporalConnection temporal) throws InterruptedException {
        var said = "";
        for (var trouble = temporal.trouble(TRY); trouble.isPresent(); trouble = temporal.trouble(TRY)) {
            var description = trouble.map(Problem::describe).orElseThrow();
            if (!description.equals(said)) {
                log().warn("Waiting for Temporal.\n{}", description);
                said = description;
            }
            if (stop.await(TRY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void stopAndAwait(CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
