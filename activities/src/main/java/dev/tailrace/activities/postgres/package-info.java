/** The target: statements on Postgres tables, quarantine, tombstones. */
@NullMarked
package dev.tailrace.activities.postgres;

import org.jspecify.annotations.NullMarked;
