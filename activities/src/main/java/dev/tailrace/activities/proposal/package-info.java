/** A first mapping, proposed from a sample of a source table's items. */
@NullMarked
package dev.tailrace.activities.proposal;

import org.jspecify.annotations.NullMarked;
