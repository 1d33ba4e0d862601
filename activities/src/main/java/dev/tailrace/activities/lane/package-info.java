/** The control schema: passes, lanes with terms, operator settings, audit. */
@NullMarked
package dev.tailrace.activities.lane;

import org.jspecify.annotations.NullMarked;
