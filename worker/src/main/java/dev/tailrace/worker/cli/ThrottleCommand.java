package dev.tailrace.worker.cli;

import dev.tailrace.workflows.migration.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the pace of a running copy. */
@Command(name = "throttle", description = "Change the pace of the copy while it runs.")
final class ThrottleCommand implements Callable<Integer> {
    private final Orders orders;

    @Mixin
    private Output output;

    @Mixin
    private Tables tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--units-per-second",
            paramLabel = "UNITS",
            description = "Read capacity units per second and table.")
    private @Nullable Double unitsPerSecond;

    @Option(
            names = "--window",
            paramLabel = "SEGMENTS",
            description = "How many segments of a table are copied at once.")
    private @Nullable Integer window;

    ThrottleCommand(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Integer call() {
        return orders.give(
                output,
                migration,
                Verb.THROTTLE,
                new VerbInputs()
                        .with("tables", tables.orAll())
                        .with("unitsPerSecond", unitsPerSecond)
                        .with("window", window));
    }
}
