/** Verification: the contract and its workflow. */
@NullMarked
package dev.tailrace.workflows.verification;

import org.jspecify.annotations.NullMarked;
