package dev.tailrace.worker.cli;

import dev.tailrace.activities.view.QuarantinedTable;
import dev.tailrace.worker.TemporalConnection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which items are not at the target, and why. */
@Command(
        name = "quarantine",
        description =
                "Show the items that are not at the target: key, reason, code, since when, and the rule that matches each."
                        + " Reads the control schema from here, and changes nothing.")
final class QuarantineCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;

    @Mixin
    private Output output;

    @Mixin
    private Control control;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(names = "--table", paramLabel = "TABLE", description = "A source table; may be repeated. Without it: all.")
    private List<String> tables = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many items of a table are shown at most (default: ${DEFAULT-VALUE}); all are counted.")
    private int limit;

    QuarantineCommand(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    @Override
    public Integer call() {
        var found = control.read(connector, migration, reader -> reader.quarantine(tables, Math.max(0, limit)));
        output.answer("quarantine", new Found(migration, found), QuarantineText.of(migration, found));
        return ExitCode.OK;
    }

    private record Found(String migration, List<QuarantinedTable> tables) {}
}
