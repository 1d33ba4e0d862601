package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.SwitchFacts;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How long writers will probably wait, from what was measured: of a group, its slowest table.
 *
 * @param from if each step takes as long as it took last
 * @param to if tokens take three times as long, and each lock is waited for as long as one try may
 */
record PauseEstimate(Duration from, Duration to) {
    /** A step is asked for again after so long where it has something left. */
    private static final Duration STEP = Duration.ofMillis(300);

    private static final Duration LOCKS = Duration.ofSeconds(2);
    private static final int SLOWER = 3;

    static PauseEstimate of(Direction direction, List<SwitchFacts> tables) {
        var token = slowest(tables.stream().map(SwitchFacts::roundTrip).filter(Objects::nonNull).toList());
        var lag = slowest(tables.stream().map(SwitchFacts::lag).filter(Objects::nonNull).toList());
        var back = slowest(tables.stream().map(SwitchFacts::oldestMark).toList());
        return switch (direction) {
            // The silence and its token, and the drain's.
            case CUTOVER -> range(Silence.LENGTH.plus(token.multipliedBy(2)), lag, 4);
            // The fence, what is left to write back, the drain's token, lane items.
            case ROLLBACK -> range(token.plus(back), lag, 5);
        };
    }

    private static PauseEstimate range(Duration measured, Duration lag, int steps) {
        var calls = STEP.multipliedBy(steps);
        return new PauseEstimate(
                measured.plus(calls),
                measured.multipliedBy(SLOWER).plus(lag).plus(calls.multipliedBy(2)).plus(LOCKS));
    }

    private static Duration slowest(List<Duration> all) {
        return all.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
