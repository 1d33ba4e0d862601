package dev.tailrace.bench.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the machine's processors have done since it started, as Linux counts it.
 *
 * @param all ticks
 * @param idle ticks of them in which there was nothing to do
 */
record ProcessorTime(double all, double idle) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISKS = 4;
    /** What follows is of guests, and counted before already. */
    private static final int COUNTED = 8;

    /** Zeros where the system does not say. */
    static ProcessorTime now() throws IOException {
        if (!Files.exists(STAT)) {
            return new ProcessorTime(0, 0);
        }
        var ticks = Stream.of(Files.readAllLines(STAT).getFirst().split(" +"))
                .skip(1)
                .limit(COUNTED)
                .mapToDouble(Double::parseDouble)
                .toArray();
        double all = 0;
        for (double tick : ticks) {
            all += tick;
        }
        return new ProcessorTime(all, ticks[IDLE] + ticks[WAITING_FOR_DISKS]);
    }

    /** The share of the processors' time that was used since then; NaN where the system does not say. */
    double since(ProcessorTime then) {
        return 1 - (idle - then.idle) / (all - then.all);
    }
}
