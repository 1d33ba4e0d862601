package dev.tailrace.worker.cli;

import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.trail.TrailFile;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.worker.TemporalConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the stored lines of the audit trail to a file. */
@Command(
        name = "export",
        description =
                "Write the audit trail: a line for each event, exactly as it is stored. Reads the control schema from here, and"
                        + " changes nothing.")
final class AuditExportCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;

    @Mixin
    private Output output;

    @Mixin
    private Control control;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(names = "--to", paramLabel = "FILE", description = "A new file. Without it: standard output.")
    private @Nullable Path to;

    AuditExportCommand(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    @Override
    public Integer call() {
        var lines = control.read(connector, migration, ControlReader::trail);
        var text = TrailFile.text(lines);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var check = TrailCheck.of(bytes, List.of());
        if (to != null) {
            EvidenceFiles.write(to, bytes);
        }
        var head = check.seq() + ":" + check.head();
        if (to == null && !output.isJson()) {
            output.print(text.stripTrailing());
            output.remark("%d events, head %s".formatted(check.events(), head));
        } else {
            output.answer(
                    "audit-export",
                    new Exported(migration, check.events(), head, to == null ? lines : null),
                    "%d events are in %s%nhead    %s%nnext    keep the head elsewhere, then: tailrace audit verify %s --head HEAD"
                            .formatted(check.events(), to, head, to));
        }
        return AuditVerdict.exitCode(output, check);
    }

    /** @param lines where they are in no file */
    private record Exported(
            String migration,
            long events,
            String head,
            @Nullable List<String> lines) {}
}
