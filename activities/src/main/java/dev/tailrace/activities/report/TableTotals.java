package dev.tailrace.activities.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run counted of a target table, and of the source's items for it. Persisted field names; numbers are texts.
 *
 * @param sql what was asked of the target, for whoever wants to ask it again
 * @param columns those that copy an attribute as it is
 * @param notCompared the others
 */
public record TableTotals(
        String table,
        String sourceRows,
        String targetRows,
        String sql,
        List<ColumnTotals> columns,
        List<String> notCompared) {
    public TableTotals {
        columns = List.copyOf(columns);
        notCompared = List.copyOf(notCompared);
    }

    /**
     * Without the least and the greatest value: these are values of items, and may be keys.
     */
    TableTotals redacted() {
        return new TableTotals(
                table,
                sourceRows,
                targetRows,
                sql,
                columns.stream().map(ColumnTotals::redacted).toList(),
                notCompared);
    }

    /** @param kind of what the totals are, such as numbers */
    public record ColumnTotals(String column, String attribute, String kind, SideTotals source, SideTotals target) {
        /** Whether both sides come to the same. */
        public boolean agree() {
            return source.equals(target);
        }

        ColumnTotals redacted() {
            return new ColumnTotals(column, attribute, kind, source.redacted(), target.redacted());
        }
    }

    /** Of one side. @param values how many; @param absent how many rows have none; null where the kind has no such total */
    public record SideTotals(
            String values,
            String absent,
            @Nullable String sum,
            @Nullable String min,
            @Nullable String max) {
        SideTotals redacted() {
            return new SideTotals(values, absent, sum, null, null);
        }

        /** The sum; a dash for none. */
        public String shownSum() {
            return Objects.requireNonNullElse(sum, "–");
        }
    }
}
