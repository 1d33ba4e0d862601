package dev.tailrace.embedded.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows that should be there, struck off as they are met. */
final class RowCheck {
    private static final int EXAMPLES = 10;

    private final Map<RowId, ExpectedRow> expected = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long items;
    private long rows;
    private long refused;
    private long extra;
    private long different;

    /** A row of one target table. */
    private record RowId(String schema, String table, List<Object> key) {}

    void expect(Expectation expectation, List<Map<String, AttributeValue>> sourceItems) {
        items += sourceItems.size();
        for (Optional<ExpectedRow> row : expectation.rows(sourceItems)) {
            if (row.isEmpty()) {
                refused++;
                continue;
            }
            RowId id = id(expectation, row.get().table(), row.get().cells());
            if (expected.put(id, row.get()) != null) {
                throw new IllegalStateException("Two items become the row " + id + ": the expectation is wrong");
            }
        }
    }

    void meet(Expectation expectation, String table, List<Map<String, @Nullable Object>> targetRows) {
        for (Map<String, @Nullable Object> cells : targetRows) {
            rows++;
            RowId id = id(expectation, table, cells);
            ExpectedRow row = expected.remove(id);
            if (row == null) {
                extra++;
                example("extra " + id + ": " + cells);
            } else {
                compare(id, row.cells(), cells);
            }
        }
    }

    /** What was not met is missing. */
    CheckReport report() {
        expected.forEach((id, row) -> example("missing " + id + ": " + row.cells()));
        return new CheckReport(items, rows, refused, expected.size(), extra, different, examples);
    }

    private void compare(RowId id, Map<String, @Nullable Object> wanted, Map<String, @Nullable Object> found) {
        TreeSet<String> columns = new TreeSet<>(wanted.keySet());
        columns.addAll(found.keySet());
        List<String> wrong = columns.stream()
                .filter(column -> !wanted.containsKey(column)
                        || !found.containsKey(column)
                        || !Cells.same(wanted.get(column), found.get(column)))
                .map(column -> "%s is %s, not %s".formatted(column, found.get(column), wanted.get(column)))
                .toList();
        if (!wrong.isEmpty()) {
            different++;
            example("different " + id + ": " + wrong);
        }
    }

    private void example(String line) {
        if (examples.size() < EXAMPLES) {
            examples.add(line);
        }
    }

    private static RowId id(Expectation expectation, String table, Map<String, @Nullable Object> cells) {
        List<String> key = Objects.requireNonNull(expectation.targetKeys().get(table), "the key of " + table);
        return new RowId(expectation.schema(), table, Cells.key(key, cells));
    }
}
