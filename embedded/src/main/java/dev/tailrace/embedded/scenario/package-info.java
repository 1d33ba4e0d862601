/** Table designs that people migrate: items from a seed, what applications do to them, and their migration files. */
@NullMarked
package dev.tailrace.embedded.scenario;

import org.jspecify.annotations.NullMarked;
