/** Builds indexes on target tables (R5). */
@NullMarked
package dev.tailrace.activities.postgres.index;

import org.jspecify.annotations.NullMarked;
