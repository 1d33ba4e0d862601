/** A source table of a migration with all that an activity needs to work on it: file, mapper, source, pools. */
@NullMarked
package dev.tailrace.activities.table;

import org.jspecify.annotations.NullMarked;
