/** What a migration would cost on AWS. */
@NullMarked
package dev.tailrace.bench.cost;

import org.jspecify.annotations.NullMarked;
