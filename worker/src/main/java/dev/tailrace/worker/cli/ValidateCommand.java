package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks a migration file without the two stores. */
@Command(name = "validate", description = "Check a migration file, offline: all its problems at once.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "YAML, or JSON where the name ends in .json.")
    private Path file;

    @Override
    public Integer call() {
        var read = MigrationFiles.read(file);
        var tables = read.spec().tables().stream().map(TableSpec::from).toList();
        output.answer(
                "valid",
                new Valid(read.spec().name(), tables, read.digest()),
                "%s is valid: migration %s, %s. Whether keys are given back depends on the tables' own: plan says it, and map --try."
                        .formatted(file, read.spec().name(), String.join(", ", tables)));
        return ExitCode.OK;
    }

    private record Valid(String name, List<String> tables, String digest) {}
}
