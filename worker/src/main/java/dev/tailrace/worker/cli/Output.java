package dev.tailrace.worker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.migration.MigrationStatus;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers on standard output as text or as one line of JSON, errors on standard error. A mixin of every command. */
final class Output {
    /** Its own class, so that it is made only where JSON is written: it takes longer than the whole of {@code --version}. */
    private static final class Json {
        /** The records look the same here as in the workflow's queries. */
        static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "text for people (default), or json: one object per line.")
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

    /** @param answer what JSON shows; @param text what people read, without a line break at its end */
    void answer(Object answer, String text) {
        print(isJson() ? json(answer) : text);
    }

    void print(String text) {
        command.commandLine().getOut().println(text);
        command.commandLine().getOut().flush();
    }

    void problems(List<Problem> problems) {
        PrintWriter err = command.commandLine().getErr();
        err.println(
                isJson()
                        ? json(new Problems(problems))
                        : problems.stream().map(Problem::describe).collect(Collectors.joining("\n\n")));
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
        return new Watch(
                look, command.commandLine().getOut(), this::line, !isJson() && System.console() != null, Watch.LIVE);
    }

    private String line(MigrationStatus status) {
        return isJson() ? json(status) : StatusLines.of(status);
    }

    private record Problems(List<Problem> problems) {}

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot write an answer as JSON", e);
        }
    }
}
