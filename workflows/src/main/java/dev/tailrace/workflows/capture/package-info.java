/** Change capture: stream lanes, tokens. */
@NullMarked
package dev.tailrace.workflows.capture;

import org.jspecify.annotations.NullMarked;
