/** Tables that ask the source (R6): what lives at a target key is read, never taken from an image. */
@NullMarked
package dev.tailrace.activities.resolve;

import org.jspecify.annotations.NullMarked;
