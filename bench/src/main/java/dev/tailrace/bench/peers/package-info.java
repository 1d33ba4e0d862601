/** What people write instead of Tailrace, compared with it. */
@NullMarked
package dev.tailrace.bench.peers;

import org.jspecify.annotations.NullMarked;
