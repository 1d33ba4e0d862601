/** Change capture: lineage, fold, apply, tokens (R0, R3, R12, R13). */
@NullMarked
package dev.tailrace.activities.capture;

import org.jspecify.annotations.NullMarked;
