package dev.tailrace.worker.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command. */
@Command(
        name = "tailrace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Moves live DynamoDB tables to Postgres, and proves that nothing was lost.",
        footer = {"", "tailrace demo, from a source checkout, shows it all on embedded stores."})
public final class Cli {
    private Cli() {}

    /**
     * A new command line with all commands.
     *
     * @param environment where the connection to Temporal and the worker's settings are found
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        var connector = new StatedServer(environment);
        var sender = new CommandSender(connector);
        var follower = new Follower(connector);
        var line = new CommandLine(new Cli());
        for (var command : new Object[] {
            new ValidateCommand(),
            new PlanCommand(),
            new MapCommand(),
            new StartCommand(connector, follower),
            new ListCommand(connector),
            new StatusCommand(connector),
            new WatchCommand(follower),
            new QuarantineCommand(connector),
            new HistoryCommand(connector),
            new ReportCommand(connector),
            AuditCommand.commandLine(connector, connector),
            new PauseCommand(sender),
            new ResumeCommand(sender),
            new ThrottleCommand(sender),
            new RetryCommand(sender),
            new SkipCommand(sender),
            new VerifyCommand(sender, follower),
            new ReplayQuarantineCommand(sender),
            new AcceptQuarantineCommand(sender, follower),
            new ApproveCommand(sender),
            new RepairCommand(connector, sender, follower),
            new AbortCommand(sender),
            new WorkerCommand(connector, environment),
            new ExplainCommand(),
            new CompletionCommand(),
            new CommandLine.HelpCommand()
        }) {
            line.addSubcommand(command);
        }
        line.getSubcommands().forEach((name, command) -> {
            if (Usage.asksTemporal(name)) {
                connector.addTo(command);
            }
            Usage.addTo(name, command);
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Errors())
                .setParameterExceptionHandler(new UsageErrors());
    }
}
