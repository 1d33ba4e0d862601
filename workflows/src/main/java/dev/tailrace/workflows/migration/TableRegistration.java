package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.InvalidVerb;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.status.RegistrationState;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The first step of a migration: nothing is known of its tables before. */
final class TableRegistration {
    private final String name;
    private final @Nullable JsonNode file;
    private final Backoff backoff = new Backoff();
    private Registered.@Nullable Accepted accepted;
    private @Nullable Obstacle obstacle;
    private int retries;
    private boolean searchAttributes;
    private boolean aborted;
    private boolean failed;

    TableRegistration(String name, @Nullable JsonNode file, Registered.@Nullable Accepted accepted) {
        this.name = name;
        this.file = file;
        this.accepted = accepted;
    }

    Registered.@Nullable Accepted accepted() {
        return accepted;
    }

    boolean aborted() {
        return aborted;
    }

    RegistrationState state() {
        return new RegistrationState(accepted != null, failed, obstacle);
    }

    /** Whether an answer that was no acceptance has said that there are search attributes. */
    boolean hasSearchAttributes() {
        return searchAttributes;
    }

    /**
     * Registers until it is accepted.
     *
     * @param show called when the obstacle has changed
     * @param interrupted whether to return before that
     * @return null where it was aborted or interrupted before
     * @throws ApplicationFailure with all problems, where the file is refused
     */
    Registered.@Nullable Accepted await(Runnable show, Supplier<Boolean> interrupted) {
        while (accepted == null && !aborted && !interrupted.get()) {
            show.run();
            switch (register()) {
                case Registered.Accepted answer -> accepted = answer;
                case Registered.Refused refused -> {
                    searchAttributes = refused.searchAttributes();
                    failed = true;
                    obstacle = Obstacle.blocking(Problem.all(refused.problems()));
                    show.run();
                    throw failure(refused.problems());
                }
                case Registered.Waiting waiting -> {
                    searchAttributes = waiting.searchAttributes();
                    waitFor(waiting.turn(), show);
                }
            }
        }
        if (accepted != null || aborted) {
            obstacle = null;
        }
        return accepted;
    }

    private Registered register() {
        if (file == null || !file.isObject()) {
            var problem = Problem.of(
                    Code.F004,
                    "the workflow's input: it is not a JSON object",
                    "the input is the migration file itself");
            return Registered.Refused.unasked(problem);
        }
        return Workflow.newActivityStub(TableActivities.class, CallOptions.brief(name + " · register the file"))
                .register(new Registration(name, file));
    }

    private void waitFor(Turn turn, Runnable show) {
        var seen = retries;
        switch (turn) {
            case Turn.Blocked blocked -> {
                obstacle = Obstacle.blocking(blocked.problem());
                show.run();
                Workflow.await(() -> retries > seen || aborted);
            }
            case Turn.Stalled stalled -> {
                obstacle = Obstacle.passing(stalled.problem());
                show.run();
                pause(seen);
            }
            case Turn.Done done -> pause(seen);
            case Turn.Yielded yielded -> pause(seen);
            case Turn.Superseded superseded -> pause(seen);
        }
    }

    private void pause(int seen) {
        Waits.upTo(backoff.next(), name + " · register again", () -> retries > seen || aborted);
    }

    /** @throws ApplicationFailure with a sentence, where the verb has to wait */
    void check(Verb verb) {
        if (verb == Verb.ABORT || verb == Verb.RETRY && obstacle != null) {
            return;
        }
        throw InvalidVerb.now(
                verb,
                obstacle == null
                        ? "the migration file is being checked"
                        : "the migration is not registered yet: "
                                + obstacle.problem().what());
    }

    Answer take(Verb verb) {
        if (verb == Verb.ABORT) {
            aborted = true;
            return new Answer("Aborts before anything was made.");
        }
        retries++;
        return new Answer("Registers again.");
    }

    private static ApplicationFailure failure(List<Problem> problems) {
        var text = problems.stream().map(Problem::describe).collect(Collectors.joining("\n"));
        var failure = ApplicationFailure.newNonRetryableFailure(
                text, problems.isEmpty() ? Code.F004.id() : problems.getFirst().code());
        // Whoever reads it has written the file, not this code.
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
