package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.MigrationSpec.Backfill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {
    private static final Backfill DEFAULTS = new Backfill(0.5, null, true, null, null);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 16, Four segments for each that runs at once: the table is small.",
        "60000, 60000000, 30, 'One segment per 2,000 items: the table is small.'",
        "2000001, 1073741823, 1001, 'One segment per 2,000 items: the table is small.'",
        "2000001, 1073741824, 16, One segment per 64 MiB.",
        "180000000, 180000000000, 2683, One segment per 64 MiB.",
        "9000000000, 9000000000000, 4096, 'No more than 4,096 segments.'"
    })
    void segmentsGrowWithTheTable(long items, long bytes, int segments, String reason) {
        var copy = Sizing.of(DEFAULTS, items, bytes, null);
        assertThat(copy.segments()).isEqualTo(segments);
        assertThat(copy.window()).isEqualTo(4);
        assertThat(copy.reason()).startsWith(reason);
    }

    @Test
    void theFilesNumbersWin() {
        var copy = Sizing.of(new Backfill(0.5, null, false, 3, 8), 1_000_000, 1_000_000, null);
        assertThat(copy.segments()).isEqualTo(3);
        assertThat(copy.window()).as("no more at once than there are").isEqualTo(3);
        assertThat(copy.consistent()).isFalse();
        assertThat(copy.reason()).startsWith("The number of segments is the file's.");
    }

    @Test
    void theRateIsAShareOfWhatIsProvisionedOrOfTheBudget() {
        var budget = new Backfill(0.25, 4000.0, true, null, null);
        assertThat(Sizing.of(DEFAULTS, 1, 1, 100L).unitsPerSecond()).isEqualTo(50);
        assertThat(Sizing.of(budget, 1, 1, 100L).unitsPerSecond()).isEqualTo(25);
        assertThat(Sizing.of(budget, 1, 1, null).unitsPerSecond()).isEqualTo(1000);
        assertThat(Sizing.of(budget, 1, 1, null).reason()).endsWith("25 % of the budget of 4,000 read units/s.");
        assertThat(Sizing.of(DEFAULTS, 1, 1, null).unitsPerSecond()).isNull();
    }
}
