package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The audit trail as a file: written, checked, signed. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = "Export the audit trail to a file; check such a file, offline; sign it.")
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    /** With its subcommands; only the export asks Temporal, for the migration's file. */
    static CommandLine commandLine(Supplier<TemporalConnection> connector, StatedServer server) {
        var export = new CommandLine(new AuditExportCommand(connector));
        server.addTo(export);
        Usage.addTo("audit export", export);
        return new CommandLine(new AuditCommand())
                .addSubcommand(export)
                .addSubcommand(new AuditVerifyCommand())
                .addSubcommand(new AuditSignCommand());
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing: export, verify or sign.");
    }
}
