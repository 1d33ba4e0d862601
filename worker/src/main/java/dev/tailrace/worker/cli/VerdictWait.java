package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;

/** Waiting for the verdicts that a verb leads to. A mixin. */
final class VerdictWait {
    @Option(names = "--wait", description = "Follow it until there is a verdict.")
    private boolean wanted;

    /** Waits after a verb was sent, if that was asked for. @param verb sends it @return the exit code */
    int after(IntSupplier verb, Follower follower, Output output, String migration, TablesOption tables) {
        if (!wanted) {
            return verb.getAsInt();
        }
        var before = verdicts(follower.status(migration));
        int sent = verb.getAsInt();
        if (sent != ExitCode.OK) {
            return sent;
        }
        return follower.follow(
                output,
                migration,
                status -> haveNewVerdicts(status, before, tables),
                status -> Outcome.exitCodeOfChecks(status, tables::includes));
    }

    /** Each table asked about has a verdict that it did not have before, or nothing more happens to it without a person. */
    private static boolean haveNewVerdicts(MigrationStatus status, Map<String, String> before, TablesOption tables) {
        var now = verdicts(status);
        return status.tables().stream()
                .filter(table -> tables.includes(table.table()))
                .allMatch(table ->
                        !Objects.equals(now.get(table.table()), before.get(table.table())) || Outcome.isStuck(table));
    }

    /** When each table's last verdict was made, one that proves less than the file asks for included. */
    private static Map<String, String> verdicts(MigrationStatus status) {
        var made = new HashMap<String, String>();
        status.tables().forEach(table -> made.put(table.table(), made(table)));
        return made;
    }

    private static String made(TableStatus table) {
        var verdict = table.verdict();
        var check = table.notes().check();
        return (verdict == null ? "" : verdict.finishedAt() + verdict.digest())
                + (check == null ? "" : check.finishedAt() + check.digest());
    }
}
