package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Code;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an error code means. */
@Command(name = "explain", description = "Say what an error code means and what helps.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CODE", description = "As printed, e.g. TR-C010; the TR- may be left out.")
    private String id;

    @Override
    public Integer call() {
        var wanted = id.toUpperCase(Locale.ROOT).replaceFirst("^TR-", "");
        var code = Arrays.stream(Code.values())
                .filter(c -> c.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "No such code: " + id + ". docs/errors.md lists all of them."));
        var explained = new Explained(code.id(), code.title(), code.fix());
        output.answer("code", explained, "%s  %s%n  fix    %s".formatted(code.id(), code.title(), code.fix()));
        return ExitCode.OK;
    }

    private record Explained(String code, String title, String fix) {}
}
