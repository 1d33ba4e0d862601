/** A table on its way through the phases. */
@NullMarked
package dev.tailrace.workflows.table;

import org.jspecify.annotations.NullMarked;
