/** The types of target columns: exact encoding of values as canonical text, or a refusal. Nothing is rounded or guessed. */
@NullMarked
package dev.tailrace.mappers.column;

import org.jspecify.annotations.NullMarked;
