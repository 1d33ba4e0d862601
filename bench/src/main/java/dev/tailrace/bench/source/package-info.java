/** The source as seen between it and a worker. */
@NullMarked
package dev.tailrace.bench.source;

import org.jspecify.annotations.NullMarked;
