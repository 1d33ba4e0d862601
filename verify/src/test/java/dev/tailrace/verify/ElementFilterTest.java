package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementFilterTest {
    @ParameterizedTest
    @CsvSource({"1000, 1000000, 0.0002", "200000, 1000000, 0.0002", "200000, 40000, 0.01", "1, 10, 0.1"})
    void itKnowsWhatItTookAndNearlyNothingElse(int rows, int words, double wrong) {
        var random = new Random(rows);
        var keys = random.longs(rows).toArray();
        var digests = random.longs(rows).toArray();
        var filter = new ElementFilter(ElementFilter.Size.of(rows, words));
        for (int i = 0; i < rows; i++) {
            filter.add(keys[i], digests[i]);
        }
        var restored = new ElementFilter(ElementFilter.Size.of(rows, words));
        for (int i = 0; i < filter.pieces(); i++) {
            restored.restore(i, filter.piece(i));
        }
        for (int i = 0; i < rows; i++) {
            assertThat(restored.mayHave(keys[i], digests[i])).isTrue();
        }
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            // A changed row: its key is known, its digest is not.
            taken += restored.mayHave(keys[i % rows], random.nextLong()) ? 1 : 0;
        }
        assertThat(taken / 100_000.0).isLessThan(wrong);
    }
}
