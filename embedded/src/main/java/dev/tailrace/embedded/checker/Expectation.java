package dev.tailrace.embedded.checker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What one source table must have become, written by hand. Pure. */
public interface Expectation {
    /** The source table's name. */
    String sourceTable();

    /** The schema of the target tables. */
    String schema();

    /** Every target table of this source table, with its key columns in order. */
    Map<String, List<String>> targetKeys();

    /** The row that the item becomes; empty for an item that cannot become one and belongs in quarantine. */
    Optional<ExpectedRow> row(Map<String, AttributeValue> item);

    /** The rows that all items of the table become, empty ones as of {@link #row}; of each item its own, unless several make one. */
    default List<Optional<ExpectedRow>> rows(List<Map<String, AttributeValue>> items) {
        return items.stream().map(this::row).toList();
    }
}
