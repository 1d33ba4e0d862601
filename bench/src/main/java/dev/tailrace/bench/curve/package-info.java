/** The tuning page's curve. */
@NullMarked
package dev.tailrace.bench.curve;

import org.jspecify.annotations.NullMarked;
