/** The migration file: records, reader, and every problem it can have, with its place. */
@NullMarked
package dev.tailrace.activities.file;

import org.jspecify.annotations.NullMarked;
