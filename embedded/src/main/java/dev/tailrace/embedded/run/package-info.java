/** Running migrations on a stack from outside, as an operator would: worker processes, Temporal's API, the control schema. */
@NullMarked
package dev.tailrace.embedded.run;

import org.jspecify.annotations.NullMarked;
