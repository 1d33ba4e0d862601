/** What operators type: verbs, their input, the refusals, the next command. */
@NullMarked
package dev.tailrace.workflows.command;

import org.jspecify.annotations.NullMarked;
