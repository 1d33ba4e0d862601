package dev.tailrace.activities.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.engine.Bench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small budget is spent on items, not on requests that are each rounded up to a read unit. */
@Tag("stack")
class PacedPagesTest {
    private static final int ITEMS = 120;

    @ParameterizedTest
    @ValueSource(doubles = {1, 6, 10, 40})
    void pagesAreWorthWhatTheyCost(double budget) throws Exception {
        try (var dynamo = LocalDynamoDb.start()) {
            Things.create(dynamo, ITEMS);
            var bench = new Bench(dynamo.tables());
            bench.run("update tailrace.source_table set units_per_second = " + budget);
            new Copying(bench, 1).read(Integer.MAX_VALUE);
            assertThat(bench.rows()).hasSize(ITEMS);
            // 120 items of 100 bytes are 3 units.
            assertThat(bench.one(
                            Double.class,
                            "select consumed_units::double precision from tailrace.lane where name = 'segment/0'"))
                    .isLessThan(10);
        }
    }
}
