/** What a migration leaves in Temporal. */
@NullMarked
package dev.tailrace.bench.history;

import org.jspecify.annotations.NullMarked;
