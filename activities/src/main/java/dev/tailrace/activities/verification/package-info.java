/** Verification: reads both stores for {@link dev.tailrace.verify.Comparison} and records its verdict. */
@NullMarked
package dev.tailrace.activities.verification;

import org.jspecify.annotations.NullMarked;
