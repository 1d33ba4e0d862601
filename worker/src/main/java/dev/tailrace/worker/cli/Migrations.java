package dev.tailrace.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.migration.Answer;
import dev.tailrace.workflows.migration.MigrationStatus;
import dev.tailrace.workflows.migration.Queues;
import dev.tailrace.workflows.migration.Verb;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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
        within(
                name,
                () -> temporal.client()
                        .newUntypedWorkflowStub("Migration", options)
                        .start(file),
                why -> TemporalErrors.unreachable(temporal, why));
    }

    /** Refuses a name under which a migration runs, and says whether it does so with the same file. */
    void refuseSecond(String name, String digest) {
        var running =
                within(name, () -> RunningFile.of(temporal, name), why -> TemporalErrors.unreachable(temporal, why));
        running.ifPresent(file -> {
            throw TemporalErrors.runsAlready(name, file.isOf(digest) ? "with this file" : "with another file");
        });
    }

    MigrationStatus status(String name) {
        return call(name, stub -> stub.query("status", MigrationStatus.class));
    }

    /** The file that the migration was started with, or would have been; no worker is needed. */
    JsonNode file(String name) {
        return within(
                name,
                () -> {
                    try {
                        return temporal.input(name).orElseThrow(() -> TemporalErrors.unknown(name));
                    } catch (StatusRuntimeException e) {
                        throw e.getStatus().getCode() == Status.Code.NOT_FOUND ? TemporalErrors.unknown(name) : e;
                    }
                },
                why -> TemporalErrors.unreachable(temporal, why));
    }

    /** @param input only what was stated */
    Answer order(String name, Verb verb, Map<String, Object> input) {
        return call(name, stub -> stub.update(verb.word(), Answer.class, input));
    }

    /** Newest first. */
    List<ListedMigration> list() {
        return within(
                "",
                () -> {
                    try (var found = temporal.client().listExecutions("WorkflowType = 'Migration'")) {
                        return found.map(ListedMigration::of).toList();
                    }
                },
                why -> TemporalErrors.unreachable(temporal, why));
    }

    private Failure unanswerable(String name, WorkflowStub stub) {
        try {
            within(name, stub::describe, why -> TemporalErrors.unreachable(temporal, why));
            return TemporalErrors.noWorker(temporal, "nobody asks that queue for work");
        } catch (Failure failure) {
            return failure;
        }
    }

    boolean hasWorker() {
        return temporal.hasWorker(Queues.CONTROL);
    }

    private <T> T call(String name, Function<WorkflowStub, T> question) {
        var stub = temporal.client().newUntypedWorkflowStub(name);
        if (!hasWorker()) {
            throw unanswerable(name, stub);
        }
        return within(name, () -> question.apply(stub), why -> TemporalErrors.noWorker(temporal, why));
    }

    /** Bounded: without a worker an update would wait for one for ever, and a busy server can keep a list waiting for minutes. */
    private <T> T within(String name, Supplier<T> question, Function<String, Failure> unanswered) {
        var patience = temporal.patience();
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(question, caller);
            try {
                return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                caller.shutdownNow();
                throw unanswered.apply("no answer within " + patience.toSeconds() + " s");
            } catch (ExecutionException e) {
                throw TemporalErrors.translate(temporal, name, Objects.requireNonNullElse(e.getCause(), e));
            } catch (InterruptedException e) {
                caller.shutdownNow();
                Thread.currentThread().interrupt();
                throw unanswered.apply("interrupted while waiting for an answer");
            }
        }
    }
}
