package dev.tailrace.workflows.cutover;

import dev.tailrace.workflows.command.SwitchTask;
import dev.tailrace.workflows.table.TableRef;
import java.util.List;

/**
 * The input of a cutover's or a rollback's workflow. Persisted field names.
 *
 * @param tables the group
 * @param command the number of the verb that asked for it: a workflow that is started again finds the attempt by it
 */
public record SwitchStart(SwitchTask task, List<TableRef> tables, long command) {
    public SwitchStart {
        tables = List.copyOf(tables);
    }
}
