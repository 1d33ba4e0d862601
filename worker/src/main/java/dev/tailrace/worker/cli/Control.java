package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.worker.TemporalConnection;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The way to a migration's control schema: by the file that Temporal has of it, or by a file on disk. What items hold never passes
 * through Temporal. A mixin of the commands that read it.
 */
final class Control {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "The migration file, where Temporal cannot be asked for it. Its reference to the target (env:NAME) is"
                            + " looked up here, as plan does.")
    private @Nullable Path file;

    @Option(
            names = "--control",
            paramLabel = "REFERENCE",
            description =
                    "Where the control schema is, such as env:TARGET_URL: then neither Temporal nor a file is asked.")
    private @Nullable String reference;

    /** Throws {@link Failure}. */
    <T> T read(Supplier<TemporalConnection> connector, String migration, Function<ControlReader, T> question) {
        try (var reader = new ControlReader(reference(connector, migration), migration)) {
            return question.apply(reader);
        } catch (ProblemException e) {
            throw new Failure(e.problem(), e);
        }
    }

    private String reference(Supplier<TemporalConnection> connector, String migration) {
        if (reference != null) {
            return reference;
        }
        var spec = file == null
                ? asStarted(connector, migration)
                : MigrationFiles.read(file).spec();
        return spec.control().reference();
    }

    private static MigrationSpec asStarted(Supplier<TemporalConnection> connector, String migration) {
        var json = Migrations.ask(connector, migrations -> migrations.file(migration));
        return switch (FileReader.read(json)) {
            case FileAnswer.Ok ok -> ok.spec();
            case FileAnswer.Refused refused -> throw new Failure(refused.plain());
        };
    }
}
