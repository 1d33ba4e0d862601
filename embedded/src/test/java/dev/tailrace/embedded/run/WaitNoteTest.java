package dev.tailrace.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitNoteTest {
    private Instant now = Instant.EPOCH;
    private final WaitNote still = new WaitNote(() -> now);

    @Test
    void aLineThatStandsStillSaysWhatItWaitsFor() {
        assertThat(look("A 10 %", 0)).isEqualTo("A 10 %");
        assertThat(look("A 10 %", 2)).isEqualTo("A 10 %");
        assertThat(look("A 10 %", 2)).isEqualTo("A 10 % · for 4 s: waits for worker 7 to start");
        assertThat(look("A 11 %", 1)).isEqualTo("A 11 %");
    }

    private String look(String line, int secondsLater) {
        now = now.plusSeconds(secondsLater);
        return still.line(line, () -> "worker 7 to start");
    }
}
