/** Files of items as people have them: scans, exports, hand-written ones. */
@NullMarked
package dev.tailrace.activities.items;

import org.jspecify.annotations.NullMarked;
