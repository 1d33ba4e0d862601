package dev.tailrace.workflows.capture;

import dev.tailrace.workflows.table.TableRef;

/**
 * What change capture is to read. Persisted field names.
 *
 * @param passId the pass's id
 * @param groups how many activities share the stream's lanes
 * @param paused read nothing for now
 * @param historyLimit see {@link dev.tailrace.workflows.table.TableStart}
 */
public record CaptureTask(TableRef table, long passId, int groups, boolean paused, int historyLimit) {}
