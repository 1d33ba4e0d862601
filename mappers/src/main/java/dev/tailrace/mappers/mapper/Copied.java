package dev.tailrace.mappers.mapper;

/**
 * A column that holds one attribute, as it is, in every rule that writes its table. So what is true of all the attribute's values
 * is true of the column's, and can be compared without the mapper.
 *
 * @param table the target table's name
 * @param column its name, unquoted
 * @param attribute of the source
 */
public record Copied(String table, String column, String attribute, Kind kind) {
    /** What of it can be compared. */
    public enum Kind {
        /** The value is S, the column text. */
        TEXT,
        /** The value is N, or a text of digits; the column is of a type of numbers that does not round. */
        NUMBER,
        /** The value is BOOL, the column boolean. */
        BOOLEAN,
        /** The value is B, the column bytea. */
        BYTES,
        /** In jsonb, NULL too: whether there is one, and no more. */
        JSON,
        /** Of another type, in which the value is written otherwise: whether there is one, and no more. */
        OTHER
    }
}
