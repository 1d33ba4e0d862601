package dev.tailrace.worker.cli;

import dev.tailrace.activities.view.DifferenceReader;
import dev.tailrace.activities.view.RepairableTable;
import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.command.Verb;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a verdict found to differ, and repairs it. */
@Command(
        name = "repair",
        description = {
            "Show what a verification found to differ, row by row, and what a repair would do. With --apply, look at each again,"
                    + " write what the source says then, delete rows whose item is gone, and verify.",
            "The list is read from the control schema, from here, and changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there is nothing to repair; with --apply: the repair was taken; with --wait: and the next verdict is equal",
            "3:rows differ; with --wait: they still do",
            "5:nothing to repair, or not now"
        })
final class RepairCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;
    private final CommandSender sender;
    private final Follower follower;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private Control control;

    @Mixin
    private Consent consent;

    @Mixin
    private VerdictWait waiting;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--run",
            paramLabel = "N",
            description =
                    "The verification's number, as its verdict has it. Without it: the newest that looked at every row, or"
                            + " found a difference.")
    private @Nullable Long run;

    @Option(names = "--apply", description = "Do it; says what that means, and asks.")
    private boolean apply;

    @Option(names = "--delete-foreign", description = "Also delete rows that no item can have.")
    private boolean deleteForeign;

    RepairCommand(Supplier<TemporalConnection> connector, CommandSender sender, Follower follower) {
        this.connector = connector;
        this.sender = sender;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var found = control.read(
                connector, migration, reader -> DifferenceReader.read(reader, tables.named(), run == null ? 0 : run));
        if (!apply) {
            output.answer("repairs", new Found(migration, found), RepairText.of(migration, found));
            return found.stream().allMatch(table -> table.differences().isEmpty()) ? ExitCode.OK : ExitCode.DIFFERENT;
        }
        consent.need(output, RepairText.loss(found, deleteForeign), typed());
        var input = new VerbInputs()
                .with("tables", tables.orAll())
                .with("run", run)
                .with("apply", true)
                .with("deleteForeign", deleteForeign ? true : null);
        return waiting.after(
                () -> sender.send(output, migration, Verb.REPAIR, input), follower, output, migration, tables);
    }

    private String typed() {
        return "tailrace repair " + migration + tables.typed() + (run == null ? "" : " --run " + run) + " --apply"
                + (deleteForeign ? " --delete-foreign" : "");
    }

    private record Found(String migration, List<RepairableTable> tables) {}
}
