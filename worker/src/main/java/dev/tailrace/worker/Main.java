package dev.tailrace.worker;

import dev.tailrace.worker.cli.Cli;
import picocli.CommandLine;

/** The process: one command line for operators and for the worker itself. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, for those that add a subcommand. A new one each time. */
    public static CommandLine commandLine() {
        return Cli.commandLine(System.getenv());
    }
}
