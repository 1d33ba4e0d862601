/** What an operator reads of the control schema without a worker. Nothing here writes. */
@NullMarked
package dev.tailrace.activities.view;

import org.jspecify.annotations.NullMarked;
