/** How long a write takes to reach the target. */
@NullMarked
package dev.tailrace.bench.lag;

import org.jspecify.annotations.NullMarked;
