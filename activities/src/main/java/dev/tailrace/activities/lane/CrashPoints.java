package dev.tailrace.activities.lane;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to rehearse crashes: the process halts, as if killed, at a named point. Off unless {@code TAILRACE_CRASH_AT} names one:
 * {@code <commit>:<before|after>[:<n>]}, for instance {@code page-copied:before:3}, which halts before the third commit of a
 * copied page. Thread-safe.
 */
public final class CrashPoints {
    /** The environment variable of a worker. */
    public static final String VARIABLE = "TAILRACE_CRASH_AT";

    /** The exit code of a process that was killed, which a halted one returns. */
    private static final int KILLED = 137;

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoints.class);

    private static volatile Stop stop = fromEnvironment(System.getenv().getOrDefault(VARIABLE, ""));

    private CrashPoints() {}

    /** On which side of a commit. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** What happens at a point: nothing, or the end of the attempt by an {@link Error}, or of the process. */
    public interface Stop {
        Stop NONE = (commit, moment) -> {};

        void at(Commit commit, Moment moment);
    }

    /** What happens at points from now on, in this whole process. */
    public static void arm(Stop wanted) {
        stop = wanted;
    }

    static void reach(Commit commit, Moment moment) {
        stop.at(commit, moment);
    }

    private static Stop fromEnvironment(String wanted) {
        if (wanted.isEmpty()) {
            return Stop.NONE;
        }
        var at = Point.parse(wanted);
        var left = new AtomicInteger(at.times());
        LOG.warn("This worker halts at {}: {}", VARIABLE, wanted);
        return (commit, moment) -> {
            if (commit == at.commit() && moment == at.moment() && left.decrementAndGet() == 0) {
                LOG.warn("Halted {} {}", moment.name().toLowerCase(Locale.ROOT), commit.word());
                Runtime.getRuntime().halt(KILLED);
            }
        };
    }

    /** A point, and at which of its times. @throws IllegalArgumentException that names the valid words */
    record Point(Commit commit, Moment moment, int times) {
        static Point parse(String text) {
            var parts = text.split(":");
            try {
                var commit = Arrays.stream(Commit.values())
                        .filter(c -> c.word().equals(parts[0]))
                        .findFirst()
                        .orElseThrow();
                var moment = Moment.valueOf(parts[1].toUpperCase(Locale.ROOT));
                int times = parts.length == 2 ? 1 : Integer.parseUnsignedInt(parts[2]);
                if (times == 0) {
                    throw new IllegalArgumentException("no time");
                }
                return new Point(commit, moment, times);
            } catch (RuntimeException invalid) {
                throw new IllegalArgumentException(
                        "Cannot stop at %s: %s is <commit>:<before|after>[:<n>], where <commit> is one of %s."
                                .formatted(
                                        text,
                                        VARIABLE,
                                        Arrays.stream(Commit.values())
                                                .map(Commit::word)
                                                .collect(Collectors.joining(", "))),
                        invalid);
            }
        }
    }
}
