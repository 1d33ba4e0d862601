package dev.tailrace.worker;

import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Map;

/** What runs at the address of Temporal. */
public enum TemporalKind {
    /** A Temporal server or Temporal Cloud. */
    SERVER,

    /**
     * The SDK's in-process test service, which stands in where no server is. It gives a workflow's next task to the worker that
     * had the last one, and waits for that worker for ever, even if it is dead. So its workers ask for no such preference.
     */
    IN_PROCESS;

    /** The variable with which whoever starts an in-process service tells its workers so. */
    public static final String VARIABLE = "TAILRACE_TEMPORAL";

    private static final String IN_PROCESS_WORD = "in-process";

    /** As {@link #VARIABLE} says; a server where it says nothing. */
    public static TemporalKind of(Map<String, String> environment) {
        return IN_PROCESS_WORD.equals(environment.get(VARIABLE)) ? IN_PROCESS : SERVER;
    }

    /** What {@link #VARIABLE} is to say. */
    public String word() {
        return switch (this) {
            case SERVER -> "server";
            case IN_PROCESS -> IN_PROCESS_WORD;
        };
    }

    WorkerOptions.Builder fit(WorkerOptions.Builder options) {
        return switch (this) {
            case SERVER -> options;
            case IN_PROCESS -> options.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
        };
    }
}
