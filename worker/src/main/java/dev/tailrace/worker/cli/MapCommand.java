package dev.tailrace.worker.cli;

import dev.tailrace.activities.proposal.Proposal;
import dev.tailrace.mappers.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes a mapping, or shows what one makes of given items. */
@Command(
        name = "map",
        description =
                "Propose a migration file from a sample of a table (--sample), or show what a file's mapping makes of given items,"
                        + " and whether they come back (--try). Writes nothing to any store.")
final class MapCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @ArgGroup(multiplicity = "1")
    private Mode mode;

    /** One of the two. */
    static final class Mode {
        @ArgGroup(exclusive = false, heading = "%nPropose a file, on standard output:%n")
        private @Nullable Sampling sampling;

        @ArgGroup(exclusive = false, heading = "%nTry a file:%n")
        private @Nullable Trying trying;
    }

    static final class Sampling {
        @Option(
                names = "--sample",
                paramLabel = "TABLE",
                required = true,
                description = "The source table. Some items from all over it are read, eventually consistent.")
        private String table;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "1000",
                description = "How many items to read at most (default: ${DEFAULT-VALUE}).")
        private int limit;

        @Option(names = "--region", paramLabel = "REGION", description = "Without it, as the AWS SDK finds it.")
        private @Nullable String region;
    }

    static final class Trying {
        @Option(names = "--try", paramLabel = "FILE", required = true, description = "The migration file.")
        private Path file;

        @Option(
                names = "--items",
                paramLabel = "FILE",
                required = true,
                description =
                        "Items as DynamoDB JSON: one after the other, an array, or what a scan or an export gives.")
        private Path items;

        @Option(names = "--table", paramLabel = "NAME", description = "The source table, where the file has several.")
        private @Nullable String table;

        @Option(
                names = "--key",
                paramLabel = "NAME:TYPE",
                split = ",",
                description = "The table's key, e.g. PK:S,SK:S. Without it the source is asked.")
        private List<String> key = List.of();
    }

    @Override
    public Integer call() {
        var trying = mode.trying;
        if (trying != null) {
            var tried = new Trial(trying.file, trying.table, trying.key, trying.items).run();
            output.answer(tried, TriedText.of(tried));
        } else if (mode.sampling != null) {
            var proposal = propose(mode.sampling);
            output.answer(proposal, proposal.file().stripTrailing());
        }
        return ExitCode.OK;
    }

    private static Proposal propose(Sampling sampling) {
        try {
            return Proposal.ofTable(sampling.table, sampling.region, Math.max(1, sampling.limit));
        } catch (ProblemException e) {
            throw new Failure(e.problem(), e);
        }
    }
}
