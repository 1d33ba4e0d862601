/** Stable error codes and the shape of an error: what, why, fix. */
@NullMarked
package dev.tailrace.mappers.problem;

import org.jspecify.annotations.NullMarked;
