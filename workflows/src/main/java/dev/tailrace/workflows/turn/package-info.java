/** Doing a piece of work until it is done, saying meanwhile what stands in the way. */
@NullMarked
package dev.tailrace.workflows.turn;

import org.jspecify.annotations.NullMarked;
