/** A table's contract: its workflow, its activities, what it reports. */
@NullMarked
package dev.tailrace.workflows.table;

import org.jspecify.annotations.NullMarked;
