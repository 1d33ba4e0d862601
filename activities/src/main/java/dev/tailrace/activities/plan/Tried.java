package dev.tailrace.activities.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of an item that was tried. Immutable.
 *
 * @param number among those given, or in their file; from 1
 * @param item as DynamoDB JSON
 */
public record Tried(int number, String item, Fate fate) {
    /** What became of it. */
    public sealed interface Fate {
        /**
         * The mapping leaves it out.
         *
         * @param rule the rule that does, from 1; 0: none
         */
        record Skipped(int rule) implements Fate {}

        /** @param why code and reason */
        record Refused(String why) implements Fate {}

        /** @param table of the row that it is a part of, which is told with the row's last part */
        record Part(String table) implements Fate {}

        /**
         * It has rows, at least one.
         *
         * @param shares the number of the item that has a row with the same key; null: none before it
         */
        record Mapped(List<Row> rows, Back back, @Nullable Integer shares) implements Fate {
            public Mapped {
                rows = List.copyOf(rows);
            }
        }
    }

    /** Whether an item can be made again of its rows. */
    public sealed interface Back {
        /** It comes back as it was. */
        record Exact() implements Back {}

        /** @param attribute the first that its rows would not restore */
        record Inexact(String attribute) implements Back {}

        /** No one can: a plugin that has no way back made the rows. */
        record OneWay() implements Back {}
    }

    /** @param cells by column, in the table's order; null for SQL NULL */
    public record Row(String table, Map<String, @Nullable String> cells) {
        public Row {
            cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
        }
    }

    /** Its rows; none unless it is mapped. */
    public List<Row> rows() {
        return fate instanceof Fate.Mapped mapped ? mapped.rows() : List.of();
    }

    public boolean skipped() {
        return fate instanceof Fate.Skipped;
    }

    /** Code and reason; null: it is not refused. */
    public @Nullable String refused() {
        return fate instanceof Fate.Refused refused ? refused.why() : null;
    }

    public boolean oneWay() {
        return fate instanceof Fate.Mapped mapped && mapped.back() instanceof Back.OneWay;
    }

    /** The first attribute that its rows would not restore; null: all would, or it has no rows, or they are one way. */
    public @Nullable String lost() {
        return fate instanceof Fate.Mapped mapped && mapped.back() instanceof Back.Inexact inexact
                ? inexact.attribute()
                : null;
    }

    /** See {@link Fate.Mapped}. */
    public @Nullable Integer shares() {
        return fate instanceof Fate.Mapped mapped ? mapped.shares() : null;
    }

    /** The table of {@link Fate.Part}; null: it is none. */
    public @Nullable String part() {
        return fate instanceof Fate.Part part ? part.table() : null;
    }

    /** How many of some items became what. */
    public static final class Counts {
        private final List<Tried> tried;

        public Counts(List<Tried> tried) {
            this.tried = List.copyOf(tried);
        }

        public long items() {
            return tried.size();
        }

        public long mapped() {
            return count(t -> t.fate() instanceof Fate.Mapped);
        }

        public long refused() {
            return count(t -> t.refused() != null);
        }

        public long skipped() {
            return count(Tried::skipped);
        }

        /** Of those skipped: by no rule, by rule 1, by rule 2, and so on. */
        public List<Long> skippedBy() {
            var counts = new ArrayList<Long>();
            for (var one : tried) {
                if (one.fate() instanceof Fate.Skipped left) {
                    while (counts.size() <= left.rule()) {
                        counts.add(0L);
                    }
                    counts.set(left.rule(), counts.get(left.rule()) + 1);
                }
            }
            return counts;
        }

        public long oneWay() {
            return count(Tried::oneWay);
        }

        public long lost() {
            return count(t -> t.lost() != null);
        }

        public long shared() {
            return count(t -> t.shares() != null);
        }

        public long parts() {
            return count(t -> t.part() != null);
        }

        private long count(Predicate<Tried> which) {
            return tried.stream().filter(which).count();
        }
    }
}
