package dev.tailrace.worker.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. */
@Command(
        name = "tailrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Moves live DynamoDB tables to Postgres, and proves that nothing was lost.")
public final class Cli {
    private Cli() {}

    /** A new command line with all commands. */
    public static CommandLine commandLine() {
        return new CommandLine(new Cli());
    }
}
