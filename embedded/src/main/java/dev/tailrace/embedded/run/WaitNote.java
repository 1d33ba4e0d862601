package dev.tailrace.embedded.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;

/** Adds to a line of progress what is waited for, where the line has not changed for a while. Not thread-safe. */
public final class WaitNote {
    private static final Duration LONG = Duration.ofSeconds(3);

    private final InstantSource clock;
    private String line = "";
    private long changedAt;

    public WaitNote(InstantSource clock) {
        this.clock = clock;
    }

    /** @param reason asked only where the line stands still */
    public String line(String now, Supplier<String> reason) {
        if (!now.equals(line)) {
            line = now;
            changedAt = clock.millis();
        }
        var still = Duration.ofMillis(clock.millis() - changedAt);
        return still.compareTo(LONG) < 0
                ? now
                : String.format(Locale.ROOT, "%s · for %d s: waits for %s", now, still.toSeconds(), reason.get());
    }
}
