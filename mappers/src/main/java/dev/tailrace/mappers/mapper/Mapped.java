package dev.tailrace.mappers.mapper;

import java.util.List;

/** The outcome of mapping one item. */
public sealed interface Mapped {
    /** The item's rows; at least one, no two with the same key. */
    record Rows(List<Row> rows) implements Mapped {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One of several items that become one row together, which {@link Mapper#collect} makes (R6, collection). Whether an item is one, and of
     * which row, follows from its key alone.
     *
     * @param key of the row, in a table of the kind collection
     */
    record Part(RowKey key) implements Mapped {}

    /**
     * Left out because the mapping says so; counted by rule, never silent.
     *
     * @param rule the rule that leaves it out, from 1; 0: none does ({@code else: skip}, a plugin)
     */
    record Skipped(int rule) implements Mapped {
        /** Left out by no rule. */
        public Skipped() {
            this(0);
        }
    }

    /**
     * Cannot be mapped: goes to quarantine.
     *
     * @param code a stable TR- code
     * @param reason one sentence that names the attribute and what is wrong with it, without its full value
     */
    record Refused(String code, String reason) implements Mapped {}
}
