/** {@code bench/run}: measures Tailrace against what its two stores allow, and says what was met. */
@NullMarked
package dev.tailrace.bench;

import org.jspecify.annotations.NullMarked;
