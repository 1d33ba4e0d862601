/** What a worker's log is like: an outage is a line at its start and a line at its end. */
@NullMarked
package dev.tailrace.worker.log;

import org.jspecify.annotations.NullMarked;
