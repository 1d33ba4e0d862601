package dev.tailrace.workflows.stage;

import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.migration.MigrationResult;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskFailedEventAttributes;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A migration on the {@link Stage}, as an operator meets it. */
public final class Migrating {
    /** On the clock of the machine, also where the service skips time. */
    private static final Duration TO_END = Duration.ofSeconds(60);

    private final Stage stage;
    private final String name;
    private final List<String> tables;

    Migrating(Stage stage, String name, List<String> tables) {
        this.stage = stage;
        this.name = name;
        this.tables = tables;
    }

    public String name() {
        return name;
    }

    /** The current run of its workflow. */
    public WorkflowStub workflow() {
        return stage.client().newUntypedWorkflowStub(name);
    }

    /** The current run of a workflow below it, e.g. {@code Orders/capture}. */
    public WorkflowStub workflow(String below) {
        return stage.client().newUntypedWorkflowStub(name + "/" + below);
    }

    public MigrationStatus status() {
        return workflow().query("status", MigrationStatus.class);
    }

    public TableStatus table(String table) {
        return status().tables().stream()
                .filter(status -> status.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Gives a verb; fails if it is refused. @param input JSON, or empty for none */
    public Answer verb(Verb verb, String input) {
        return input.isEmpty()
                ? workflow().update(verb.word(), Answer.class)
                : workflow().update(verb.word(), Answer.class, Stage.json(input));
    }

    /** Gives a verb that is refused. @return the sentence */
    public String refusal(Verb verb, String input) {
        try {
            var answer = verb(verb, input);
            throw new AssertionError(verb.word() + " was taken: " + answer);
        } catch (WorkflowUpdateException refused) {
            return ((ApplicationFailure) refused.getCause()).getOriginalMessage();
        }
    }

    /** Gives a verb that may come too late to be taken. */
    public void advise(Verb verb, String input) {
        try {
            verb(verb, input);
        } catch (WorkflowUpdateException tooLate) {
            return;
        }
    }

    /** How its workflow ended. Time passes until it does. */
    public MigrationResult ended() {
        try {
            return ended(workflow());
        } catch (AssertionError never) {
            throw new AssertionError("Status: " + status() + stage.diagnostics(), never);
        }
    }

    /** How a migration's workflow ended. */
    public static MigrationResult ended(WorkflowStub workflow) {
        try {
            return workflow.getResult(TO_END.toSeconds(), TimeUnit.SECONDS, MigrationResult.class);
        } catch (TimeoutException never) {
            throw new AssertionError("It did not end within " + TO_END.toSeconds() + " s.", never);
        }
    }

    /** What went wrong in its workflows' last runs, by their histories: failed tasks and failed ends. */
    public List<String> failures() {
        var below = tables.stream()
                .flatMap(table -> Stream.of("/" + table, "/" + table + "/capture", "/" + table + "/verification"));
        return Stream.concat(Stream.of(""), below).flatMap(this::failures).toList();
    }

    private Stream<String> failures(String below) {
        return events(below).filter(Migrating::isFailure).map(event -> name + below + ": " + event);
    }

    /** What the last run of one of its workflows went through, in order; nothing where it never ran. */
    public Stream<EventType> happened(String below) {
        return events(below).map(HistoryEvent::getEventType);
    }

    /** The last run of one of its workflows: another one may take its place at any time. */
    public String runOf(String below) {
        return events(below)
                .findFirst()
                .orElseThrow()
                .getWorkflowExecutionStartedEventAttributes()
                .getOriginalExecutionRunId();
    }

    /** What a run of one of its workflows went through, in order. */
    public Stream<EventType> happened(String below, String run) {
        return stage.client().fetchHistory(name + below, run).getEvents().stream()
                .map(HistoryEvent::getEventType);
    }

    /** The events of each run of one of its workflows, the last first. */
    public List<List<HistoryEvent>> runs(String below) {
        var runs = new ArrayList<List<HistoryEvent>>();
        for (@Nullable String run = null; run == null || !run.isEmpty(); ) {
            var events = stage.client().fetchHistory(name + below, run).getEvents();
            runs.add(events);
            run = events.getFirst().getWorkflowExecutionStartedEventAttributes().getContinuedExecutionRunId();
        }
        return runs;
    }

    /** The events of the last run; nothing where it never ran. */
    public Stream<HistoryEvent> events(String below) {
        try {
            return stage.client().fetchHistory(name + below).getEvents().stream();
        } catch (StatusRuntimeException neverRan) {
            return Stream.empty();
        }
    }

    /** Tasks that are done again for reasons of Temporal's own are no failures of ours. */
    private static boolean isFailure(HistoryEvent event) {
        return switch (event.getEventType()) {
            case EVENT_TYPE_WORKFLOW_TASK_FAILED -> !isDoneAgain(event.getWorkflowTaskFailedEventAttributes());
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED, EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT -> true;
            default -> false;
        };
    }

    /**
     * Something arrived meanwhile, or the SDK was given a history without the events of an update's speculative task, or one
     * shorter than what it has cached of a task that the service took for lost: it forgets its cache.
     */
    private static boolean isDoneAgain(WorkflowTaskFailedEventAttributes task) {
        var why = task.getFailure().getMessage();
        return task.getCause() == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
                || why.startsWith("Premature end of stream")
                || why.startsWith("Server history for the workflow is below the progress");
    }

    /** Terminates all of its workflows that run. */
    public void terminate() {
        terminate("");
        for (var table : tables) {
            terminate("/" + table);
            terminate("/" + table + "/capture");
            terminate("/" + table + "/verification");
        }
    }

    /** Terminates one of its workflows if it runs, e.g. {@code /Orders/capture}. */
    public void terminate(String below) {
        try {
            stage.client().newUntypedWorkflowStub(name + below).terminate("by the test");
        } catch (WorkflowNotFoundException ended) {
            return;
        }
    }

    /** Lets time pass until a table's status is as wanted. */
    public void until(String table, Predicate<TableStatus> wanted) {
        until(status -> status.tables().stream().anyMatch(one -> one.table().equals(table) && wanted.test(one)));
    }

    /** Lets time pass until the status is as wanted. */
    public void until(Predicate<MigrationStatus> wanted) {
        try {
            stage.until(() -> wanted.test(status()));
        } catch (AssertionError never) {
            throw new AssertionError("Status: " + status(), never);
        }
    }
}
