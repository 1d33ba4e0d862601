package dev.tailrace.activities.file;

import dev.tailrace.mappers.mapping.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target table's options besides its columns. Field names are persisted (the file).
 *
 * @param partition null: the table is not partitioned
 * @param checks whether the table gets the CHECK constraints that keep the way back open
 * @param unique column lists that are to be unique once the target owns the data (R5)
 * @param foreignKeys that are to hold from then on
 * @param prune by age, besides the expiry of the source; null: there is no such function
 * @param pointers text columns that name objects of S3, of which the plan says what is not seen
 * @param objects the same, and what they name is read; null: nothing is
 */
public record TargetOptions(
        @Nullable Partition partition,
        boolean checks,
        List<List<String>> unique,
        List<ForeignKey> foreignKeys,
        @Nullable Prune prune,
        List<String> pointers,
        @Nullable Objects objects) {
    /** Nothing is asked. */
    public static final TargetOptions NONE =
            new TargetOptions(null, false, List.of(), List.of(), null, List.of(), null);

    public TargetOptions {
        unique = unique.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        pointers = List.copyOf(pointers);
    }

    /**
     * Range partitions by time, in UTC.
     *
     * @param of a column of the key: date, timestamp or timestamptz
     * @param by {@code day} or {@code month}
     * @param from a day of the first partition, yyyy-mm-dd
     * @param to a day of the last, not before {@code from}
     */
    public record Partition(String of, String by, String from, String to) {}

    /**
     * A reference to rows of another table of the target's schema.
     *
     * @param columns of this table
     * @param references the other table
     * @param key its columns, as many; unique there
     */
    public record ForeignKey(List<String> columns, String references, List<String> key) {
        public ForeignKey {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }
    }

    /**
     * Objects of S3 that are read into a table next to the target table.
     *
     * @param of text columns that name them
     * @param bucket the only one that is read, and that of pointers that are a key alone; null: any, and none are
     * @param most bytes of an object, 1 to 16 MiB; default 1 MiB
     */
    public record Objects(List<String> of, @Nullable String bucket, int most) {
        public static final int MOST = 1 << 20;

        public Objects {
            of = List.copyOf(of);
        }

        /** The name of the table that they are read into. */
        public static String tableOf(String table) {
            return Identifiers.cut(table + "_objects");
        }
    }

    /**
     * A function that deletes rows by their age.
     *
     * @param of a column: date, timestamp or timestamptz
     * @param days from when on they go, at least 1
     */
    public record Prune(String of, int days) {}
}
