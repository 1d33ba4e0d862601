package dev.tailrace.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Queues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private static final Duration LOOK = Duration.ofMillis(200);

    /** For how long a verb that was taken may be on its way to its tables, see the workflow. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

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

    /** Where no worker answers: the last that one wrote, with its age. */
    MigrationStatus status(String name) {
        try {
            var status = call(name, stub -> stub.query("status", MigrationStatus.class), this::unanswered);
            return describe(name)
                    .map(execution -> KnownStatus.checked(status, execution))
                    .orElse(status);
        } catch (Failure failure) {
            var problem = failure.problems().getFirst();
            if (!problem.code().equals(Code.W006.id())) {
                throw failure;
            }
            return describe(name)
                    .flatMap(execution -> KnownStatus.unanswered(execution, problem, Instant.now()))
                    .orElseThrow(() -> failure);
        }
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

    /** Empty where Temporal does not say. */
    private Optional<WorkflowExecutionMetadata> describe(String name) {
        try {
            return Optional.of(within(
                    name,
                    () -> temporal.client().newUntypedWorkflowStub(name).describe(),
                    why -> TemporalErrors.unreachable(temporal, why)));
        } catch (Failure unknown) {
            return Optional.empty();
        }
    }

    /** Waits some seconds for a new migration's file to be checked. @return why it was refused; empty if it was not, or not yet */
    Optional<Problem> refusal(String name) throws InterruptedException {
        var until = Instant.now().plus(CONNECT.compareTo(temporal.timeout()) < 0 ? CONNECT : temporal.timeout());
        while (Instant.now().isBefore(until)) {
            var status = status(name);
            if (status.health() == Health.FAILED) {
                return Optional.ofNullable(status.obstacle()).map(Obstacle::problem);
            }
            if (!status.target().isEmpty() || status.obstacle() != null) {
                return Optional.empty();
            }
            Thread.sleep(LOOK);
        }
        return Optional.empty();
    }

    /**
     * An update cannot be withdrawn: Temporal hands it on when a worker comes, hours after the operator was told that there is none. So
     * it says until when it is valid; after that it is refused. That is before we give up, as what was taken is answered within ten
     * seconds.
     *
     * @param input only what was stated
     */
    Answer send(String name, Verb verb, Map<String, Object> input) {
        var timeout = temporal.timeout();
        var toAnswer = timeout.dividedBy(3);
        var valid = timeout.minus(toAnswer.compareTo(TO_ANSWER) < 0 ? toAnswer : TO_ANSWER);
        var stated = new LinkedHashMap<>(input);
        stated.put(
                "validUntil",
                Instant.now().plus(valid).truncatedTo(ChronoUnit.MILLIS).toString());
        return call(
                name,
                stub -> stub.update(verb.word(), Answer.class, stated),
                why -> unanswered(
                        why + "; " + verb.word() + " is void: a worker that comes later refuses it (TR-W008)"));
    }

    private Failure unanswered(String why) {
        return TemporalErrors.noWorker(temporal, why);
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
            return TemporalErrors.noWorker(temporal, "no worker polls that task queue");
        } catch (Failure failure) {
            return failure;
        }
    }

    boolean hasWorker() {
        return temporal.hasWorker(Queues.CONTROL);
    }

    private <T> T call(String name, Function<WorkflowStub, T> question, Function<String, Failure> unanswered) {
        var stub = temporal.client().newUntypedWorkflowStub(name);
        if (!hasWorker()) {
            throw unanswerable(name, stub);
        }
        return within(name, () -> question.apply(stub), unanswered);
    }

    /** Bounded: without a worker an update would wait for one for ever, and a busy server can keep a list waiting for minutes. */
    private <T> T within(String name, Supplier<T> question, Function<String, Failure> unanswered) {
        var timeout = temporal.timeout();
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(question, caller);
            try {
                return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                caller.shutdownNow();
                throw unanswered.apply("no answer within " + timeout.toSeconds() + " s");
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
