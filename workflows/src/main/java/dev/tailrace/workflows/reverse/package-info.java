/** The way back while the target owns the data (R10). */
@NullMarked
package dev.tailrace.workflows.reverse;

import org.jspecify.annotations.NullMarked;
