/** Doing a piece of work until it is done, showing the obstacle meanwhile. */
@NullMarked
package dev.tailrace.workflows.turn;

import org.jspecify.annotations.NullMarked;
