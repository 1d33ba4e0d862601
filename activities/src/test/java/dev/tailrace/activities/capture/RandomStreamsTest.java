package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Streams that do anything a stream does, in random mixtures. {@code -Dstream.seeds=2000} tries more, {@code -Dstream.first=77
 * -Dstream.seeds=1} one again.
 */
@Tag("stack")
@Timeout(1800)
class RandomStreamsTest {
    @Test
    void whateverAStreamDoesTheTargetEndsEqual() throws Exception {
        long first = Long.getLong("stream.first", 1);
        long last = first + Long.getLong("stream.seeds", 60) - 1;
        var bench = new Bench();
        int gaps = 0;
        for (long seed = first; seed <= last; seed++) {
            try {
                gaps += new RandomStream(bench, seed).live();
            } catch (AssertionError | Exception e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.printf("random streams, seeds %d to %d: %d gaps, each followed by a new pass%n", first, last, gaps);
        assertThat(gaps).isPositive();
    }
}
