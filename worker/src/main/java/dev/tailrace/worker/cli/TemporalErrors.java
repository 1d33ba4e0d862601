package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.turn.Queues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an exception of the Temporal client means to an operator. */
final class TemporalErrors {
    private TemporalErrors() {}

    /** @param migration the name that was asked for, empty if none was */
    static Failure translate(TemporalConnection temporal, String migration, Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        var refusal = cause(thrown, ApplicationFailure.class).flatMap(TemporalErrors::refusal);
        if (refusal.isPresent()) {
            return new Failure(refusal.get().ofMigration(migration, null), thrown);
        }
        if (cause(thrown, WorkflowNotFoundException.class).isPresent()) {
            return unknown(migration);
        }
        if (cause(thrown, WorkflowExecutionAlreadyStarted.class).isPresent()) {
            return runsAlready(migration, "");
        }
        return cause(thrown, StatusRuntimeException.class)
                .map(status -> isUnanswered(status) && !migration.isEmpty()
                        ? noWorker(temporal, "no worker took the request in time")
                        : new Failure(temporal.unreachable(status), thrown))
                .orElseGet(() -> new Failure(
                        Problem.of(
                                Code.X001,
                                thrown.getClass().getSimpleName(),
                                String.valueOf(thrown.getMessage()),
                                "Report it, with the output of --debug. A running migration continues."),
                        thrown));
    }

    static Failure unknown(String migration) {
        return new Failure(
                List.of(Problem.of(Code.W004, "migration " + migration, "it never ran here, or it has ended")));
    }

    /** @param how since the name alone does not say what runs; may be empty */
    static Failure runsAlready(String migration, String how) {
        return new Failure(
                List.of(Problem.of(Code.W003, "migration " + migration, how.isEmpty() ? "" : "It runs " + how + ".")
                        .ofMigration(migration, null)));
    }

    static Failure noWorker(TemporalConnection temporal, String why) {
        return new Failure(List.of(Problem.of(
                Code.W006,
                "task queue %s of Temporal at %s, namespace %s"
                        .formatted(Queues.CONTROL, temporal.address(), temporal.namespace()),
                why)));
    }

    /** The server does not answer something that needs no worker. */
    static Failure unreachable(TemporalConnection temporal, String why) {
        return new Failure(List.of(Problem.of(
                Code.W005, "Temporal at %s, namespace %s".formatted(temporal.address(), temporal.namespace()), why)));
    }

    /** The server is there, but no worker answered a question to a workflow. */
    private static boolean isUnanswered(StatusRuntimeException failure) {
        var code = failure.getStatus().getCode();
        return code == Status.Code.DEADLINE_EXCEEDED || code == Status.Code.FAILED_PRECONDITION;
    }

    /** A verb's validator says its refusal in a sentence that begins with the code; the SDK loses a validator's failure type. */
    private static Optional<Problem> refusal(ApplicationFailure failure) {
        return Arrays.stream(Code.values())
                .filter(code -> failure.getOriginalMessage().startsWith(code.id() + ": "))
                .findFirst()
                .map(code -> Problem.of(
                        code, failure.getOriginalMessage().substring(code.id().length() + 2), ""));
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
