package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.MigrationStatus;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Answers on standard output as text or as one line of JSON ({@link Envelope}); errors as text go to standard error, as JSON to
 * standard output too. A mixin of every command.
 */
final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "text for people (default), or json: one object per line (docs/cli.md).")
    private Format format;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    private boolean debug;

    enum Format {
        TEXT,
        JSON
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    boolean isDebug() {
        return debug;
    }

    /** @param kind of answer, for programs; @param answer what JSON shows; @param text what people read, without a line break at its end */
    void answer(String kind, Object answer, String text) {
        print(isJson() ? Envelope.of(kind, answer, Instant.now()) : text);
    }

    void print(String text) {
        command.commandLine().getOut().println(text);
        command.commandLine().getOut().flush();
    }

    void problems(List<Problem> problems) {
        if (isJson()) {
            print(Envelope.of(Envelope.PROBLEMS, new Problems(problems), Instant.now()));
            return;
        }
        PrintWriter err = command.commandLine().getErr();
        err.println(described(problems));
        err.flush();
    }

    /** A line for people on standard error, none where a program reads. */
    void remark(String text) {
        if (!isJson()) {
            command.commandLine().getErr().println(text);
            command.commandLine().getErr().flush();
        }
    }

    /** A watch that renews itself where a person looks at a terminal, and writes JSON where that was asked for. */
    Watch watch(Supplier<MigrationStatus> look) {
        var terminal = !isJson() && System.console() != null;
        return new Watch(look, command.commandLine().getOut(), view(terminal), terminal, Watch.LIVE);
    }

    private Watch.Look view(boolean terminal) {
        if (isJson()) {
            return new Watch.Look() {
                @Override
                public String status(MigrationStatus status) {
                    return Envelope.of("status", status, Instant.now());
                }

                @Override
                public String problems(List<Problem> problems) {
                    return Envelope.of(Envelope.PROBLEMS, new Problems(problems), Instant.now());
                }
            };
        }
        return terminal ? block(colours()) : LINES;
    }

    private static Watch.Look block(Colours colours) {
        return new Watch.Look() {
            @Override
            public String status(MigrationStatus status) {
                return StatusText.of(status, Instant.now(), colours);
            }

            @Override
            public String problems(List<Problem> problems) {
                return described(problems);
            }
        };
    }

    private static final Watch.Look LINES = new Watch.Look() {
        @Override
        public String status(MigrationStatus status) {
            return StatusLines.of(status, Instant.now());
        }

        @Override
        public String problems(List<Problem> problems) {
            return StatusLines.of(problems, Instant.now());
        }
    };

    /** Those of the terminal that is looked at, if it is one. */
    static Colours colours() {
        return Colours.of(System.getenv(), System.console() != null);
    }

    private static String described(List<Problem> problems) {
        return problems.stream().map(Problem::describe).collect(Collectors.joining("\n\n"));
    }

    record Problems(List<Problem> problems) {}
}
