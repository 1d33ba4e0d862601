package dev.tailrace.worker.cli;

import dev.tailrace.activities.plan.Tried;
import dev.tailrace.activities.proposal.Proposal;
import dev.tailrace.mappers.problem.ProblemException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proposes a mapping, or shows what one makes of given items. */
@Command(
        name = "map",
        description =
                "Propose a migration file from a sample of a table (--sample), or show what a file's rules or plugin make of items,"
                        + " and whether they come back (--try). Writes nothing to any store.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a file was proposed, or no item was refused",
            "2:the file, the mapping or an item is wrong",
            "5:an item was refused",
            "6:a permission is missing",
            "7:the source cannot be reached"
        })
final class MapCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--sample",
            paramLabel = "TABLE",
            description =
                    "The source table. Some items from all over it are read, eventually consistent. Alone: a file is"
                            + " proposed, on standard output. With --try: that file is tried on them.")
    private @Nullable String sample;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many items a sample has at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Where the table is that a file is proposed for. Without it, as the AWS SDK finds it.")
    private @Nullable String region;

    @Option(names = "--try", paramLabel = "FILE", description = "The migration file to try; - for standard input.")
    private @Nullable Path file;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description =
                    "The items to try it on, as DynamoDB JSON: one after the other, an array, or what a scan or an export"
                            + " to S3 gives, .json.gz too; - for standard input.")
    private @Nullable Path items;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The source table whose items these are, where the file has several.")
    private @Nullable String table;

    @Option(
            names = "--key",
            paramLabel = "NAME:TYPE[,NAME:TYPE]",
            description = "The key of that table, e.g. PK:S,SK:S. Without it the source is asked.")
    private @Nullable String key;

    @Override
    public Integer call() {
        if (file == null) {
            var proposal = propose();
            output.answer("proposal", proposal, proposal.file().stripTrailing());
            return ExitCode.OK;
        }
        if ((items == null) == (sample == null)) {
            throw wrong("--try takes either --items, which are shown one by one, or --sample, which is summed up.");
        }
        if (items != null && MigrationFiles.isStandardInput(items) && MigrationFiles.isStandardInput(file)) {
            throw wrong("--try and --items cannot both be standard input.");
        }
        var tried = new Trial(file, sample == null ? table : sample, key, items, Math.max(1, limit)).run();
        output.answer(
                "trial", tried.answer(), items == null ? TriedText.summary(tried.done()) : TriedText.of(tried.done()));
        if (!tried.unread().isEmpty()) {
            if (!output.isJson()) { // the answer has them already
                output.problems(tried.unread());
            }
            return ExitCode.of(tried.unread());
        }
        boolean refused = new Tried.Counts(tried.done().items()).refused() > 0;
        return refused ? ExitCode.REFUSED : ExitCode.OK;
    }

    private Proposal propose() {
        if (sample == null || items != null) {
            throw wrong("State --sample TABLE, to have a file proposed, or --try FILE, to try one.");
        }
        try {
            return Proposal.ofTable(sample, region, Math.max(1, limit));
        } catch (ProblemException e) {
            throw new Failure(e.problem().beforeStart(), e);
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(command.commandLine(), what);
    }
}
