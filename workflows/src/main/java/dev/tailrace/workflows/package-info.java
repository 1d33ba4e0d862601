/** The workflows together, for a worker to register. */
@NullMarked
package dev.tailrace.workflows;

import org.jspecify.annotations.NullMarked;
