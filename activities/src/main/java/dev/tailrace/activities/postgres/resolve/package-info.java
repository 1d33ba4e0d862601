/** Tables that ask the source (R6): what lives at a target key is read while the key is locked, never taken from an image. */
@NullMarked
package dev.tailrace.activities.postgres.resolve;

import org.jspecify.annotations.NullMarked;
