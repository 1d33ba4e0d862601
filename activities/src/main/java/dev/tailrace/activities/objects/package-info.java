/** Objects of S3 that rows point to, read on request into a table beside them. */
@NullMarked
package dev.tailrace.activities.objects;

import org.jspecify.annotations.NullMarked;
