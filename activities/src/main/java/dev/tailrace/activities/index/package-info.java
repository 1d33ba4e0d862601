/** The source's secondary indexes at the target: planned with the tables, built after the barrier (R5). */
@NullMarked
package dev.tailrace.activities.index;

import org.jspecify.annotations.NullMarked;
