package dev.tailrace.mappers.mapper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of one target table are that claim a source key (R10). */
public sealed interface RowLookup {
    RowTable table();

    /**
     * Every row that claims the key meets one of the alternatives. A row that meets one may still claim another key:
     * {@link ReversibleMapper#claimedKey} tells.
     *
     * @param anyOf of each alternative, what the row has, all of it; at least one column each. Empty: no row can claim the key
     */
    record Rows(RowTable table, List<List<Match>> anyOf) implements RowLookup {
        public Rows {
            anyOf = anyOf.stream().map(List::copyOf).toList();
        }

        /** Whether the row meets one of the alternatives. */
        public boolean isMetBy(Row row) {
            return anyOf.stream().anyMatch(all -> all.stream().allMatch(match -> match.isMetBy(row.cells())));
        }
    }

    /**
     * It cannot be told, so the key's rows cannot be read.
     *
     * @param why one sentence
     */
    record Unknown(RowTable table, String why) implements RowLookup {}

    /**
     * What a row has in a column.
     *
     * @param column its place in the table
     * @param cell canonical text; null: SQL NULL
     */
    record Match(int column, @Nullable String cell) {
        boolean isMetBy(List<@Nullable String> cells) {
            var has = cells.get(column);
            return cell == null ? has == null : cell.equals(has);
        }
    }
}
