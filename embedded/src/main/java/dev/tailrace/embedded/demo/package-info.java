/** {@code tailrace demo}: a live migration on embedded parts, with a worker that dies on the way, and an independent check. */
@NullMarked
package dev.tailrace.embedded.demo;

import org.jspecify.annotations.NullMarked;
