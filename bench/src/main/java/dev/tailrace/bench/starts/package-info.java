/** How soon the command line and a worker are there. */
@NullMarked
package dev.tailrace.bench.starts;

import org.jspecify.annotations.NullMarked;
