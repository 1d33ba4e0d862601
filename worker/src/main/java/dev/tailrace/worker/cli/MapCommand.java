package dev.tailrace.worker.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a mapping makes of given items. */
@Command(
        name = "map",
        description =
                "Show what a migration file's mapping makes of given items, and whether they come back. Writes nothing.")
final class MapCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Option(names = "--try", paramLabel = "FILE", required = true, description = "The migration file.")
    private Path file;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            required = true,
            description = "Items as DynamoDB JSON: one after the other, an array, or what a scan or an export gives.")
    private Path items;

    @Option(names = "--table", paramLabel = "NAME", description = "The source table, where the file has several.")
    private @Nullable String table;

    @Option(
            names = "--key",
            paramLabel = "NAME:TYPE",
            split = ",",
            description = "The table's key, e.g. PK:S,SK:S. Without it the source is asked.")
    private List<String> key = List.of();

    @Override
    public Integer call() {
        var tried = new Trial(file, table, key, items).run();
        output.answer(tried, TriedText.of(tried));
        return ExitCode.OK;
    }
}
