/** A mapper plugin as its own jar. */
@NullMarked
package dev.tailrace.examples;

import org.jspecify.annotations.NullMarked;
