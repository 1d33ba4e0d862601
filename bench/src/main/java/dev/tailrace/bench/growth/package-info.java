/** Ten times as many items. */
@NullMarked
package dev.tailrace.bench.growth;

import org.jspecify.annotations.NullMarked;
