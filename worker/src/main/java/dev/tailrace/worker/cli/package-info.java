/** The command line: one small class per command, a thin client of Temporal. */
@NullMarked
package dev.tailrace.worker.cli;

import org.jspecify.annotations.NullMarked;
