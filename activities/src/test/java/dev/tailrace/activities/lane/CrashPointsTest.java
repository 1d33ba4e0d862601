package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.lane.CrashPoints.Moment;
import dev.tailrace.activities.lane.CrashPoints.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashPointsTest {
    @Test
    void aPointIsACommitAMomentAndATime() {
        assertThat(Point.parse("page-copied:before:3")).isEqualTo(new Point(Commit.PAGE_COPIED, Moment.BEFORE, 3));
        assertThat(Point.parse("purge-ended:after")).isEqualTo(new Point(Commit.PURGE_ENDED, Moment.AFTER, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"page", "page-copied", "page-copied:while", "page-copied:after:often", "page-copied:after:0"})
    void whatIsNoPointIsRefusedWithTheWordsThatAre(String text) {
        assertThatThrownBy(() -> Point.parse(text))
                .hasMessageContaining("Cannot stop at " + text)
                .hasMessageContaining("page-copied, barrier-raised");
    }
}
