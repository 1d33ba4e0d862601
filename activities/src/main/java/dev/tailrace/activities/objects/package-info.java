/** Objects of S3 that rows point to, read on request into a table next to them. */
@NullMarked
package dev.tailrace.activities.objects;

import org.jspecify.annotations.NullMarked;
