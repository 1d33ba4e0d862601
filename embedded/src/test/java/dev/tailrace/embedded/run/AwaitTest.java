package dev.tailrace.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void itReturnsTheFirstGoodLook() {
        Iterator<Integer> looks = List.of(1, 2, 3).iterator();
        assertThat(Await.until("two", Duration.ofSeconds(5), looks::next, seen -> seen == 2))
                .isEqualTo(2);
    }

    @Test
    void aPassedLimitNamesWhatWasSeenLast() {
        assertThatThrownBy(() -> Await.until("rain", Duration.ZERO, () -> "sun", "rain"::equals))
                .hasMessageContaining("for rain")
                .hasMessageContaining("last seen: sun");
    }
}
