/** A migration and its tables as people see them: numbers, pace, health, what comes next. */
@NullMarked
package dev.tailrace.workflows.status;

import org.jspecify.annotations.NullMarked;
