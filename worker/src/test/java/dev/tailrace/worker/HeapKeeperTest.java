package dev.tailrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In this JVM, whose heap may grow to a quarter of the machine's memory: nothing else has a reason to look through the old generation. */
class HeapKeeperTest {
    private static final int BLOCK = 1 << 20;
    private static final long LEAST = 48L << 20;
    /** Blocks that are made before a look has to have come; two gigabytes, of which little is ever alive. */
    private static final int MANY = 2_048;

    private static final Duration PAUSE = Duration.ofNanos(500_000);

    private final Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Tenured Gen"))
            .findFirst();

    @BeforeEach
    void serial() {
        assumeTrue(old.isPresent(), "another collector than the launcher's");
        System.gc();
    }

    @Test
    void garbageOfTheOldGenerationGoesAgainAndAgain() {
        long before = looks();
        long alive = used();
        try (var keeper = HeapKeeper.start(alive + LEAST).orElseThrow()) {
            for (int round = 1; round <= 4; round++) {
                assertThat(blocksUntil(before + round, 100)).isLessThan(MANY);
            }
        }
        assertThat(used()).isLessThan(alive + 4 * LEAST);
    }

    @Test
    void whatIsAliveIsNoReasonToLookTwice() {
        long before = looks();
        try (var keeper = HeapKeeper.start(used() + LEAST / 4).orElseThrow()) {
            var kept = new ArrayList<byte[]>();
            while (kept.size() < 100) {
                kept.add(new byte[BLOCK]);
            }
            assertThat(blocksUntil(before + 1, 1)).isLessThan(MANY);
            long once = looks();

            // Dies young, so that nothing comes to what is kept.
            assertThat(blocksUntil(once + 1, 1)).isEqualTo(MANY);
            assertThat(kept).hasSize(100);
        }
    }

    @Test
    void closedItLooksNoMore() {
        HeapKeeper.start(LEAST).orElseThrow().close();
        long before = looks();

        assertThat(blocksUntil(before + 1, 100)).isEqualTo(MANY);
    }

    /** Makes blocks, of which the last few are alive, until there have been so many looks; returns how many it made. */
    private static int blocksUntil(long wanted, int alive) {
        List<byte[]> last = new ArrayList<>();
        int made = 0;
        for (; made < MANY && looks() < wanted; made++) {
            if (last.size() == alive) {
                last.clear();
            }
            last.add(new byte[BLOCK]);
            // The JVM tells of a collection when it comes to it.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return made;
    }

    private long used() {
        return old.orElseThrow().getUsage().getUsed();
    }

    private static long looks() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().equals("MarkSweepCompact"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
