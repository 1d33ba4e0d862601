/** What a migration would do to a table, found out by reading only: the dry run, and the engine's first step. */
@NullMarked
package dev.tailrace.activities.plan;

import org.jspecify.annotations.NullMarked;
