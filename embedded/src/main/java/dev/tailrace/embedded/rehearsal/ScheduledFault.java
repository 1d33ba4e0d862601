package dev.tailrace.embedded.rehearsal;

import dev.tailrace.embedded.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One fault and its moment.
 *
 * @param worker the one that is hit, from 0
 * @param aim a table should be in this phase, where it gets there within some seconds
 * @param delay after that
 * @param lasting how long a freeze or an outage lasts
 * @param fault DynamoDB's, where that is what is hit
 */
record ScheduledFault(FaultKind kind, int worker, String aim, Duration delay, Duration lasting, Fault fault) {
    /** Each is as likely to be hit as the others, though they are not equally long. */
    private static final List<String> AIMS = List.of("BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");

    private static final List<FaultKind> OUTAGES = List.of(FaultKind.POSTGRES, FaultKind.TEMPORAL, FaultKind.DYNAMODB);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int OTHERS_IN = 6;

    /**
     * That many kills, and other faults in between if they are asked for; the same for the same seed.
     *
     * @param workers how many there are
     */
    static List<ScheduledFault> draw(long seed, int kills, int workers, boolean freezes, boolean outages) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScheduledFault> faults = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            faults.add(draw(FaultKind.KILL, workers, random));
            if (freezes && random.nextInt(OTHERS_IN) == 0) {
                faults.add(draw(FaultKind.FREEZE, workers, random));
            }
            if (outages && random.nextInt(OTHERS_IN) == 0) {
                faults.add(draw(any(OUTAGES, random), workers, random));
            }
        }
        return faults;
    }

    private static ScheduledFault draw(FaultKind kind, int workers, RandomGenerator random) {
        return new ScheduledFault(
                kind,
                random.nextInt(workers),
                any(AIMS, random),
                Duration.ofMillis(random.nextLong(LONGEST_DELAY.toMillis())),
                kind == FaultKind.TEMPORAL ? MINUTE : Duration.ofMillis(random.nextLong(14_000, 20_000)),
                any(faults(), random));
    }

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(Fault.throttles());
        faults.add(Fault.streamThrottle());
        faults.add(Fault.serverError());
        faults.add(new Fault.Cut(300));
        faults.add(new Fault.HalfOpen());
        faults.add(new Fault.Slow(Duration.ofMillis(500)));
        return faults;
    }

    private static <T> T any(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
