/** Whole copies by the real engine, compared with what its two stores allow. */
@NullMarked
package dev.tailrace.bench.copy;

import org.jspecify.annotations.NullMarked;
