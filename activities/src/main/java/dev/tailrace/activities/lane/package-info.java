/** The control schema: passes, lanes with terms, steering, audit. */
@NullMarked
package dev.tailrace.activities.lane;

import org.jspecify.annotations.NullMarked;
