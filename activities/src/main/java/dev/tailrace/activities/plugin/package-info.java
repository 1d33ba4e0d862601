/** Mapper plugins: found in a folder, loaded apart from everything else, and watched. */
@NullMarked
package dev.tailrace.activities.plugin;

import org.jspecify.annotations.NullMarked;
