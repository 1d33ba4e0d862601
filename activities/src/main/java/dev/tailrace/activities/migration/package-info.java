/** The short activities of a migration: register, prepare, steer, progress, abort. */
@NullMarked
package dev.tailrace.activities.migration;

import org.jspecify.annotations.NullMarked;
