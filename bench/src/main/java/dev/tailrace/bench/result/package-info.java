/** What was measured: figures next to their bars, as a table and as JSON. */
@NullMarked
package dev.tailrace.bench.result;

import org.jspecify.annotations.NullMarked;
