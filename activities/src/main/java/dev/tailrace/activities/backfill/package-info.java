/** The copy, the barrier, the purge (R2, R4, R7). */
@NullMarked
package dev.tailrace.activities.backfill;

import org.jspecify.annotations.NullMarked;
