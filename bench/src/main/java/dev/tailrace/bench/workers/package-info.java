/** Two workers compared with one. */
@NullMarked
package dev.tailrace.bench.workers;

import org.jspecify.annotations.NullMarked;
