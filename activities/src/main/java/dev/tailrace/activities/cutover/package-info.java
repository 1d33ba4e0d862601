/** The steps of a cutover, a rollback and what ends them (R9, R11), and the gate before them. */
@NullMarked
package dev.tailrace.activities.cutover;

import org.jspecify.annotations.NullMarked;
