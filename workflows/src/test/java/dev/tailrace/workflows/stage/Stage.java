package dev.tailrace.workflows.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.workflows.Workflows;
import dev.tailrace.workflows.migration.MigrationCarry;
import dev.tailrace.workflows.migration.MigrationWorkflow;
import dev.tailrace.workflows.turn.Queues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The workflows on a Temporal service, with a {@link FakeWorld} around them. */
public final class Stage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOKS = 600;

    private final FakeWorld world = new FakeWorld();
    private final Service service;
    private WorkerFactory workers;

    /** On a service of its own that skips time. */
    public Stage() {
        this(new InProcessService());
    }

    Stage(Service service) {
        this.service = service;
        workers = service.workers();
        register(workers, world, service.workerOptions());
        workers.start();
    }

    /** On a Temporal server; empty where its binary is not found. */
    public static Optional<Stage> onServer() {
        return DevServer.cli().map(cli -> new Stage(new DevServer(cli)));
    }

    /** Kills all workers. The service learns of it as it learns of a death. */
    public void killWorkers() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
    }

    /** Starts new ones. */
    public void startWorkers() {
        workers = WorkerFactory.newInstance(client());
        register(workers, world, service.workerOptions());
        workers.start();
    }

    /** Workers for all queues, as a worker process has them. */
    static void register(WorkerFactory factory, FakeWorld world, WorkerOptions options) {
        var control = factory.newWorker(Queues.CONTROL, options);
        Workflows.register(control);
        control.registerActivitiesImplementations(world);
        for (var queue : List.of(Queues.BACKFILL, Queues.CAPTURE, Queues.VERIFICATION)) {
            factory.newWorker(queue, options).registerActivitiesImplementations(world);
        }
    }

    public FakeWorld world() {
        return world;
    }

    public Script script() {
        return world.script();
    }

    public WorkflowClient client() {
        return service.client();
    }

    /** Starts a migration named {@code shop}. */
    public Migrating start(String... tables) {
        return start("shop", 0, tables);
    }

    /** Starts a migration. @param historyLimit continue as new above so many events; 0: when the server suggests it */
    public Migrating start(String name, int historyLimit, String... tables) {
        var workflow = client().newWorkflowStub(
                        MigrationWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(name)
                                .setTaskQueue(Queues.CONTROL)
                                .build());
        WorkflowClient.start(workflow::run, file(name, tables), MigrationCarry.begin(historyLimit));
        return new Migrating(this, name, List.of(tables));
    }

    /** A migration file with these tables. */
    public static JsonNode file(String name, String... tables) {
        var file = JSON.createObjectNode().put("name", name);
        var list = file.putArray("tables");
        for (var table : tables) {
            list.addObject().put("from", table);
        }
        return file;
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }

    /** Lets time pass until something holds: a second between two looks, or less where time is real. */
    public void until(BooleanSupplier wanted) {
        for (int look = 0; look < LOOKS; look++) {
            if (wanted.getAsBoolean()) {
                return;
            }
            pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("It did not come to hold within " + LOOKS + " looks." + service.diagnostics());
    }

    /** What the service knows, for a failure's message; may be empty. */
    String diagnostics() {
        return service.diagnostics();
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        service.pass(time);
    }

    @Override
    public void close() {
        killWorkers();
        service.close();
    }
}
