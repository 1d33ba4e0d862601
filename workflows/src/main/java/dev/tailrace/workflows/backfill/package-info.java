/** The backfill: segments, the barrier, the purge. */
@NullMarked
package dev.tailrace.workflows.backfill;

import org.jspecify.annotations.NullMarked;
