package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.KeySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source table. Each method asks the store again and may take as long as the store's limits let it. What it throws is the store client's
 * own, unless stated: {@link dev.tailrace.activities.FailureClassifier} knows what it means. Thread-safe.
 */
public interface SourceTable extends SegmentReader, PointReader, ChangeFeed, TokenWriter {
    /** The table's name. */
    String name();

    /** The table's key, which never changes. */
    KeySchema keys();

    /** The attribute by which its items expire; null: none. */
    @Nullable
    String expiry();

    /** Its secondary indexes, by name. */
    List<SourceIndex> indexes();
}
