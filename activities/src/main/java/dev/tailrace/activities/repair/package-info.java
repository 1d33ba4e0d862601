/** Repairs what a verdict found to differ (R7): the list, and the repair. */
@NullMarked
package dev.tailrace.activities.repair;

import org.jspecify.annotations.NullMarked;
