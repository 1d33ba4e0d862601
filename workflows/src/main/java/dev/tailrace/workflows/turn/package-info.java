/** A piece of work is tried until it is done; meanwhile status shows the obstacle. */
@NullMarked
package dev.tailrace.workflows.turn;

import org.jspecify.annotations.NullMarked;
