package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes the pace of a running copy. */
@Command(name = "throttle", description = "Change the pace of the backfill while it runs.")
final class ThrottleCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--units-per-second",
            paramLabel = "UNITS",
            description = "Read capacity units per second and table, or unlimited.")
    private @Nullable String unitsPerSecond;

    @Option(
            names = "--window",
            paramLabel = "SEGMENTS",
            description = "How many segments of a table are copied at once, or planned.")
    private @Nullable String window;

    @Spec
    private CommandSpec command;

    ThrottleCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        return sender.send(
                output,
                migration,
                Verb.THROTTLE,
                new VerbInputs()
                        .with("tables", tables.orAll())
                        .with(
                                "unitsPerSecond",
                                unitsPerSecond == null ? null : number(unitsPerSecond, "unlimited", Double::valueOf))
                        .with("window", window == null ? null : number(window, "planned", Integer::valueOf)));
    }

    /** The word itself, or the number. */
    private Object number(String text, String word, Function<String, Object> number) {
        if (text.equals(word)) {
            return word;
        }
        try {
            return number.apply(text);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    command.commandLine(), "Not a number, and not the word %s: %s".formatted(word, text), e);
        }
    }
}
