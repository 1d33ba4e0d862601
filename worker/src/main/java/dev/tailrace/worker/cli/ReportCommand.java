package dev.tailrace.worker.cli;

import dev.tailrace.activities.report.Conclusion;
import dev.tailrace.activities.report.Report;
import dev.tailrace.activities.report.ReportFiles;
import dev.tailrace.activities.report.ReportSamples;
import dev.tailrace.activities.report.ReportSeal;
import dev.tailrace.activities.report.ReportText;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.worker.TemporalConnection;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what an auditor reads. */
@Command(
        name = "report",
        description = {
            "Write the report of a migration into a directory: report.html for people, report.json with its schema, junit.xml for a"
                    + " build server, audit.ndjson, differences.ndjson.",
            "Reads the control schema from here, in one transaction. The same data gives the same bytes."
        },
        exitCodeListHeading = "%nExit codes, once the files are written:%n",
        exitCodeList = {
            "0:equal, also where exceptions were accepted by name",
            "3:source and target differ",
            "4:not all is proven",
            "9:the audit trail or a verdict was changed"
        })
final class ReportCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;

    @Mixin
    private Output output;

    @Mixin
    private Control control;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "Where the files go. Nothing that is there is written over.")
    private Path directory;

    @Option(
            names = "--reveal",
            description =
                    "Show the keys of items, and write samples.ndjson: the items and rows that differ, read from both stores"
                            + " now. Then only you may read the files.")
    private boolean reveal;

    @Option(
            names = "--seal",
            description =
                    "First add an event to the audit trail that says that this report was made. It needs a role that may write.")
    private boolean seal;

    ReportCommand(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    @Override
    public Integer call() {
        return control.read(connector, migration, reader -> {
            var report = read(reader);
            var files = files(reader, report);
            write(files);
            var model = report.model();
            output.answer(
                    "report",
                    new Written(
                            migration,
                            directory.toString(),
                            List.copyOf(files.keySet()),
                            model.conclusion(),
                            new Head(
                                    String.valueOf(model.audit().seq()),
                                    model.audit().head())),
                    ReportText.of(model) + "\nwrote   " + directory.resolve("report.html") + " and "
                            + (files.size() - 1) + " more files");
            return exitCode(model.conclusion());
        });
    }

    private Report read(ControlReader reader) {
        if (seal) {
            ReportSeal.add(reader, System.getProperty("user.name"));
        }
        return Report.read(reader, reveal);
    }

    private Map<String, String> files(ControlReader reader, Report report) {
        var files = new LinkedHashMap<>(ReportFiles.of(report));
        if (reveal) {
            files.put(ReportFiles.SAMPLES, ReportSamples.lines(reader, report));
        }
        return files;
    }

    private void write(Map<String, String> files) {
        try {
            ReportFiles.write(directory, files, reveal);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Problem.of(Code.A006, "file " + e.getFile(), "there is such a file already"), e);
        } catch (IOException e) {
            throw new Failure(
                    Problem.of(
                            Code.A006,
                            "directory " + directory,
                            String.valueOf(e.getMessage()),
                            "Name a directory that you may write to."),
                    e);
        }
    }

    /** As a check would say it: what is not proven is never 0. */
    private static int exitCode(Conclusion conclusion) {
        if (!conclusion.alarms().isEmpty()) {
            return ExitCode.TAMPERED;
        }
        return switch (conclusion.outcome()) {
            case EQUAL, EXCEPTED -> ExitCode.OK;
            case DIFFERENT -> ExitCode.DIFFERENT;
            case INCOMPLETE -> ExitCode.INCOMPLETE;
        };
    }

    /** Of the trail, to be kept elsewhere. */
    private record Head(String seq, String head) {}

    private record Written(String migration, String directory, List<String> files, Conclusion conclusion, Head audit) {}
}
