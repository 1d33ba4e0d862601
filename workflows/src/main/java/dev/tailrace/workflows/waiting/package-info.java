/** Waiting in a workflow: backoff, and timers that say what they are for. */
@NullMarked
package dev.tailrace.workflows.waiting;

import org.jspecify.annotations.NullMarked;
