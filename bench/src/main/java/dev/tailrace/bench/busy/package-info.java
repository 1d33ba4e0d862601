/** Verification of a table that is written to. */
@NullMarked
package dev.tailrace.bench.busy;

import org.jspecify.annotations.NullMarked;
