package dev.tailrace.workflows.reverse;

import dev.tailrace.workflows.table.TableRef;

/**
 * What reverse replication is to serve. Persisted field names.
 *
 * @param passId the reverse pass's id
 * @param groups how many activities share its lanes
 * @param historyLimit see {@link dev.tailrace.workflows.table.TableStart}
 */
public record ReverseTask(TableRef table, long passId, int groups, int historyLimit) {}
