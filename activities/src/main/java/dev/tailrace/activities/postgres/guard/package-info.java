/** The guard and the recorder on target tables (R8, R9, R10, R11): putting them on, taking them off, seeing whether they are whole. */
@NullMarked
package dev.tailrace.activities.postgres.guard;

import org.jspecify.annotations.NullMarked;
