/** Deletes of rows that the copy had written, and their purge. */
@NullMarked
package dev.tailrace.bench.tombstones;

import org.jspecify.annotations.NullMarked;
