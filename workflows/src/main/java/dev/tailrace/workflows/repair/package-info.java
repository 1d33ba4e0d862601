/** Repairing what a verdict found to differ: the contract. */
@NullMarked
package dev.tailrace.workflows.repair;

import org.jspecify.annotations.NullMarked;
