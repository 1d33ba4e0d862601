package dev.tailrace.mappers.mapper;

/**
 * A type of target column, in terms of the canonical text of its values. Canonical text is accepted by Postgres as input of
 * the type ({@code '…'::type}, COPY in text format), and equal values have equal text.
 */
public interface ColumnType {
    /** The type as DDL names it, e.g. {@code numeric(12,2)} or {@code text COLLATE "C"}. */
    String ddl();

    /** The type as a cast names it: {@link #ddl()} without a collation. */
    String cast();

    /**
     * The canonical text of a value that Postgres printed ({@code column::text}; session in UTC, ISO dates, hex bytea,
     * standard_conforming_strings on).
     */
    String canonical(String printed);

    /** What Postgres prints for a canonical text, where it is known to differ: {@code 12.50} of {@code numeric(12,2)} for 12.5. */
    default String shown(String canonical) {
        return canonical;
    }
}
