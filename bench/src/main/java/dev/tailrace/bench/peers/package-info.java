/** What people write instead of Tailrace, beside it. */
@NullMarked
package dev.tailrace.bench.peers;

import org.jspecify.annotations.NullMarked;
