/** What a source holds: items of typed values, their keys, and their exact text forms. */
@NullMarked
package dev.tailrace.mappers.item;

import org.jspecify.annotations.NullMarked;
