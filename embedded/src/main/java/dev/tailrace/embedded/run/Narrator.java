package dev.tailrace.embedded.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells a run: lines that stay, and one line of progress that is replaced where there is a terminal. Not thread-safe. */
public final class Narrator {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final Instant start = Instant.now();
    private Instant lastProgress = Instant.EPOCH;
    private boolean progressShown;

    /** @param terminal whether a line can be replaced; if not, progress is a line every few seconds */
    public Narrator(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public Duration elapsed() {
        return Duration.between(start, Instant.now());
    }

    /** A line of the story, with the time since the start. */
    public void say(String line) {
        clearProgress();
        out.println(stamp() + line);
        out.flush();
    }

    /** A line without time. */
    public void plain(String line) {
        clearProgress();
        out.println(line);
        out.flush();
    }

    /** How it stands, without a place of its own among the lines. */
    public void progress(String line) {
        if (terminal) {
            out.print("\r\033[K" + stamp() + line);
            progressShown = true;
        } else if (Duration.between(lastProgress, Instant.now()).compareTo(BETWEEN_LINES) > 0) {
            out.println(stamp() + line);
            lastProgress = Instant.now();
        }
        out.flush();
    }

    private void clearProgress() {
        if (progressShown) {
            out.print("\r\033[K");
            progressShown = false;
        }
    }

    private String stamp() {
        return String.format(Locale.ROOT, "%6.1f s  ", elapsed().toMillis() / 1000.0);
    }
}
