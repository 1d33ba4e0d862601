/** The control schema: passes, lanes with terms, steering, audit. */
@NullMarked
package dev.tailrace.activities.control;

import org.jspecify.annotations.NullMarked;
