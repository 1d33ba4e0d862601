/** What touches the world, and how its trouble is told: as answers with codes, never with secrets. */
@NullMarked
package dev.tailrace.activities;

import org.jspecify.annotations.NullMarked;
