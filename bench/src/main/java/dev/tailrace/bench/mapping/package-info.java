/** The inner loops, timed by JMH. */
@NullMarked
package dev.tailrace.bench.mapping;

import org.jspecify.annotations.NullMarked;
