/** Writes a lane's effects and its advance together, in one transaction (R1 to R4, R7). */
@NullMarked
package dev.tailrace.activities.postgres.write;

import org.jspecify.annotations.NullMarked;
