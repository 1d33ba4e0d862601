/** {@code tailrace rehearse}: a live migration whose workers are killed and whose servers fail, at random moments from a seed. */
@NullMarked
package dev.tailrace.embedded.rehearsal;

import org.jspecify.annotations.NullMarked;
