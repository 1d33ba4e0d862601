/** The process: configuration, the worker's life, and the command line's entry. */
@NullMarked
package dev.tailrace.worker;

import org.jspecify.annotations.NullMarked;
