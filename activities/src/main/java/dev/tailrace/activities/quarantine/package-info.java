/** Tries quarantined items again (R7). */
@NullMarked
package dev.tailrace.activities.quarantine;

import org.jspecify.annotations.NullMarked;
