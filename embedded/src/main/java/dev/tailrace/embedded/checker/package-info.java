/**
 * An independent opinion on whether nothing was lost: plain reads of both stores against expectations written by hand. It uses
 * nothing of what does the migrating, so that the two cannot be wrong together; a test holds it to that.
 */
@NullMarked
package dev.tailrace.embedded.checker;

import org.jspecify.annotations.NullMarked;
