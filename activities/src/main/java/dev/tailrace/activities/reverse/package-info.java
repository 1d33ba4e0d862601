/** The way back while the target owns the data (R10, R14, R15, R18): the outbox marks source keys, and lanes ask the target and write the source. */
@NullMarked
package dev.tailrace.activities.reverse;

import org.jspecify.annotations.NullMarked;
