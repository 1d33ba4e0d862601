/** Changes that waited for a worker, applied by the real engine. */
@NullMarked
package dev.tailrace.bench.change;

import org.jspecify.annotations.NullMarked;
