package dev.tailrace.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.migration.Answer;
import dev.tailrace.workflows.migration.MigrationStatus;
import dev.tailrace.workflows.migration.Queues;
import dev.tailrace.workflows.migration.Verb;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Migrations as Temporal knows them: what the stock {@code temporal} CLI can do with them, with errors in the operator's
 * words. Every method throws {@link Failure}.
 */
final class Migrations {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration VERB = Duration.ofSeconds(30);

    private final TemporalConnection temporal;

    private Migrations(TemporalConnection temporal) {
        this.temporal = temporal;
    }

    /** Connects, asks, and closes. */
    static <T> T ask(Supplier<TemporalConnection> connector, Function<Migrations, T> question) {
        try (var temporal = connector.get()) {
            temporal.trouble(CONNECT).ifPresent(problem -> {
                throw new Failure(List.of(problem));
            });
            return question.apply(new Migrations(temporal));
        }
    }

    /** @param file the migration file as given; its name becomes the workflow's id */
    void start(String name, JsonNode file) {
        var options = WorkflowOptions.newBuilder()
                .setWorkflowId(name)
                .setTaskQueue(Queues.CONTROL)
                .build();
        try {
            temporal.client().newUntypedWorkflowStub("Migration", options).start(file);
        } catch (WorkflowExecutionAlreadyStarted e) {
            throw new Failure(
                    Problem.of(
                            Code.W003,
                            "migration " + name,
                            "",
                            "Watch it: tailrace watch %s; or choose another name.".formatted(name)),
                    e);
        } catch (RuntimeException e) {
            throw TemporalErrors.translate(temporal, name, e);
        }
    }

    MigrationStatus status(String name) {
        return call(name, stub -> stub.query("status", MigrationStatus.class));
    }

    /** @param input only what was stated */
    Answer order(String name, Verb verb, Map<String, Object> input) {
        return call(name, stub -> stub.update(verb.word(), Answer.class, input));
    }

    /** Newest first. */
    List<ListedMigration> list() {
        try (var found = temporal.client().listExecutions("WorkflowType = 'Migration'")) {
            return found.map(ListedMigration::of).toList();
        } catch (RuntimeException e) {
            throw TemporalErrors.translate(temporal, "", e);
        }
    }

    private Failure unanswerable(String name, WorkflowStub stub) {
        try {
            stub.describe();
            return TemporalErrors.noWorker(temporal, "nobody asks that queue for work");
        } catch (RuntimeException e) {
            return TemporalErrors.translate(temporal, name, e);
        }
    }

    boolean hasWorker() {
        return temporal.hasWorker(Queues.CONTROL);
    }

    /** Bounded: without a worker an update would wait for one for ever. */
    private <T> T call(String name, Function<WorkflowStub, T> question) {
        var stub = temporal.client().newUntypedWorkflowStub(name);
        if (!hasWorker()) {
            throw unanswerable(name, stub);
        }
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(() -> question.apply(stub), caller);
            try {
                return answer.get(VERB.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                caller.shutdownNow();
                throw TemporalErrors.noWorker(temporal, "nobody took the request within " + VERB.toSeconds() + " s");
            } catch (ExecutionException e) {
                throw TemporalErrors.translate(temporal, name, Objects.requireNonNullElse(e.getCause(), e));
            } catch (InterruptedException e) {
                caller.shutdownNow();
                Thread.currentThread().interrupt();
                throw TemporalErrors.noWorker(temporal, "nobody took the request within " + VERB.toSeconds() + " s");
            }
        }
    }
}
