package dev.tailrace.verify;

import dev.tailrace.mappers.mapper.Copied;
import org.jspecify.annotations.Nullable;

/**
 * What all values of a column come to. Of the source it is made of the attributes as they were read, before the mapper. Persisted
 * field names.
 *
 * @param values how many there are
 * @param absent rows without one: of the source the attribute is absent or NULL
 * @param sum of numbers; of texts and bytes of their lengths in bytes; of BOOL how many are true; exact, plain digits; null where
 *     the kind has none
 * @param min the smallest of what is summed up; null without values, and of BOOL
 * @param max the largest
 */
public record ColumnTotal(
        Copied column,
        long values,
        long absent,
        @Nullable String sum,
        @Nullable String min,
        @Nullable String max) {}
