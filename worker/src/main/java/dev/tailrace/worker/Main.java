package dev.tailrace.worker;

import dev.tailrace.activities.Activities;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.worker.cli.Cli;
import java.util.List;
import picocli.CommandLine;

/** The process: one command line for operators and for the worker itself. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, for those that add a subcommand. A new one each time. */
    public static CommandLine commandLine() {
        return Cli.commandLine(System.getenv(), Main::engine);
    }

    /** {@code TAILRACE_TIMING=local} shortens waits for stores on this machine, as the demo and the tests do. */
    private static Engine engine(boolean searchAttributes) {
        var options =
                "local".equals(System.getenv("TAILRACE_TIMING")) ? EngineOptions.local() : EngineOptions.standard();
        var activities = new Activities(options, searchAttributes);
        return new Engine() {
            @Override
            public List<Object> activities(String queue) {
                return activities.byQueue().getOrDefault(queue, List.of());
            }

            @Override
            public void close() {
                activities.close();
            }
        };
    }
}
