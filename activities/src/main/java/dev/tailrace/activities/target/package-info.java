/** The target: statements on Postgres tables, quarantine, tombstones. */
@NullMarked
package dev.tailrace.activities.target;

import org.jspecify.annotations.NullMarked;
