/** A table on its way through the phases: a class for each, and the state that they share. */
@NullMarked
package dev.tailrace.workflows.phase;

import org.jspecify.annotations.NullMarked;
