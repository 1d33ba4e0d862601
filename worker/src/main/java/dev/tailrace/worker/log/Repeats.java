package dev.tailrace.worker.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Lets a warning through once, counts those like it while they go on, and says how many they were once there has been none for a
 * while. Whatever fails because Temporal cannot be reached is alike, wherever the SDK notices. Everything is logged where the root
 * logs debug. Thread-safe.
 */
public final class Repeats extends TurboFilter {
    /** Longer than the SDK's pollers and our activities pause between two attempts. */
    static final Duration QUIET = Duration.ofSeconds(75);

    private static final String TEMPORAL = "TR-W005  Temporal cannot be reached";

    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Supplier<Instant> clock;
    private @Nullable ScheduledExecutorService summaries;

    /** For logback. */
    public Repeats() {
        this(Instant::now);
    }

    Repeats(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /**
     * A warning and those like it.
     *
     * @param words of the first
     * @param more how many were not logged
     */
    private record Run(String words, Instant first, Instant last, long more) {
        Run again(Instant now) {
            return new Run(words, first, now, more + 1);
        }

        boolean isOver(Instant now) {
            return last.plus(QUIET).isBefore(now);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable stated) {
        if (level.toInt() < Level.WARN_INT
                || format == null
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())
                || logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME).isDebugEnabled()) {
            return FilterReply.NEUTRAL;
        }
        var thrown = stated == null ? last(parameters) : stated;
        var outage = status(thrown);
        if (outage == null) {
            var code = parameters == null || parameters.length == 0 ? "" : code(parameters[0]);
            var key = logger.getName() + " " + format + " " + code
                    + (thrown == null ? "" : thrown.getClass().getName());
            return isFirst(key, code.isEmpty() ? shortName(logger) + ": " + format : code)
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
        if (isFirst(TEMPORAL, TEMPORAL)) {
            log().warn(
                            "{}: {}. Running work continues to its next batch. The worker asks again by itself.",
                            TEMPORAL,
                            outage.getCode() + (outage.getDescription() == null ? "" : ", " + outage.getDescription()));
        }
        return FilterReply.DENY;
    }

    /** With few arguments the exception is still among them here. */
    private static @Nullable Throwable last(Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    private boolean isFirst(String key, String words) {
        var now = clock.get();
        var run = runs.merge(
                key, new Run(words, now, now, 0), (before, first) -> before.isOver(now) ? first : before.again(now));
        if (run.more() == 1) {
            startSummaries();
        }
        return run.more() == 0;
    }

    /** Says how many there were of what is over. */
    void sum() {
        var now = clock.get();
        for (var entry : runs.entrySet()) {
            var run = entry.getValue();
            if (run.isOver(now) && runs.remove(entry.getKey(), run) && run.more() > 0) {
                log().info(
                                "Over: {}. {} more like it in {} s; the last at {}",
                                run.words(),
                                run.more(),
                                Duration.between(run.first(), run.last()).toSeconds(),
                                run.last().truncatedTo(ChronoUnit.SECONDS));
            }
        }
    }

    private synchronized void startSummaries() {
        if (summaries == null) {
            summaries = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("log-summaries").factory());
            summaries.scheduleWithFixedDelay(this::sum, 5, 5, TimeUnit.SECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (summaries != null) {
            summaries.shutdownNow();
        }
        super.stop();
    }

    /** Of a call that the service did not answer; null for any other failure. */
    private static @Nullable Status status(@Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException call) {
                return switch (call.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED -> call.getStatus();
                    default -> null;
                };
            }
        }
        return null;
    }

    /** An error code that a message begins with makes it another message. */
    private static String code(@Nullable Object parameter) {
        return parameter instanceof String text && text.matches("TR-[A-Z]\\d+.*") ? text : "";
    }

    private static String shortName(Logger logger) {
        return logger.getName().substring(logger.getName().lastIndexOf('.') + 1);
    }

    private static org.slf4j.Logger log() {
        return LoggerFactory.getLogger(Repeats.class);
    }
}
