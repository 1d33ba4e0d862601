/** The quarantine as a feature (R7): its replay, and how much of it a table may have. */
@NullMarked
package dev.tailrace.activities.quarantine;

import org.jspecify.annotations.NullMarked;
