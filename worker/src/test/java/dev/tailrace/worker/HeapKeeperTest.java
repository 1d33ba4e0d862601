package dev.tailrace.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Each in a JVM of its own, with a heap of known size. */
class HeapKeeperTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int BLOCKS = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** A thousand megabytes are made, of which at most twenty are alive. */
    @Test
    void heapStaysSmallThoughGarbageComesToTheOldGeneration() throws Exception {
        var kept = run("-XX:+UseSerialGC", "24", "20", "0");

        assertThat(kept.collections()).isGreaterThan(3);
        assertThat(kept.megabytes()).isLessThan(200);
    }

    @Test
    void withoutItTheHeapGrows() throws Exception {
        var kept = run("-XX:+UseSerialGC", "100000", "20", "0");

        assertThat(kept.collections()).isZero();
        assertThat(kept.megabytes()).isGreaterThan(200);
    }

    /** A collection frees none of it: the next is due when there is as much again. */
    @Test
    void whatIsAliveIsNoReasonToCollectTwice() throws Exception {
        var kept = run("-XX:+UseSerialGC", "24", "1", "100");

        assertThat(kept.collections()).isBetween(1L, 8L);
    }

    @Test
    void anotherCollectorIsLeftAlone() throws Exception {
        assertThat(run("-XX:+UseParallelGC", "24", "20", "0").collections()).isZero();
    }

    private record Kept(long collections, long megabytes) {}

    private static Kept run(String collector, String least, String alive, String kept)
            throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        collector,
                        "-Xms64m",
                        "-Xmn16m",
                        "-Xmx1500m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        least,
                        alive,
                        kept)
                .redirectErrorStream(true)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(child.waitFor()).as(said).isZero();
        var words = said.split(" ");
        return new Kept(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /** Makes a thousand megabytes; tells the test how many full collections there were, and the heap's size. */
    static final class Child {
        private Child() {}

        /** Megabytes that are no reason to collect, how many live for a while, and how many for ever. */
        public static void main(String[] sizes) {
            var keeper = HeapKeeper.start(Long.parseLong(sizes[0]) * MEGABYTE);
            var kept = new ArrayList<byte[]>();
            while (kept.size() < Integer.parseInt(sizes[2])) {
                kept.add(new byte[MEGABYTE]);
            }
            List<byte[]> last = new ArrayList<>();
            for (int made = 0; made < BLOCKS; made++) {
                if (last.size() == Integer.parseInt(sizes[1])) {
                    last.clear();
                }
                last.add(new byte[MEGABYTE]);
                // The JVM tells of a collection when it comes to it.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            System.out.println(collections() + " " + (Runtime.getRuntime().totalMemory() / MEGABYTE));
            keeper.ifPresent(HeapKeeper::close);
            if (kept.size() + last.size() == 0) {
                throw new AssertionError("Kept until here, or there is nothing to measure");
            }
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(collector -> collector.getName().contains("MarkSweep"))
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }
    }
}
