/** Moving the ownership of a group of tables to the target, and back (R9, R11). */
@NullMarked
package dev.tailrace.workflows.cutover;

import org.jspecify.annotations.NullMarked;
