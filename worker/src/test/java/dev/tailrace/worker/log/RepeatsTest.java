package dev.tailrace.worker.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage is a line at its start and one at its end. */
class RepeatsTest {
    private final LoggerContext context = new LoggerContext();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Repeats repeats = new Repeats(() -> now);

    @BeforeEach
    void logWarnings() {
        context.getLogger("ROOT").setLevel(Level.WARN);
    }

    private FilterReply warn(String logger, String format, Object parameter, Throwable thrown) {
        return repeats.decide(null, context.getLogger(logger), Level.WARN, format, new Object[] {parameter}, thrown);
    }

    private static Throwable unavailable() {
        return new IllegalStateException(
                "a poller", Status.UNAVAILABLE.withDescription("io exception").asRuntimeException());
    }

    @Test
    void theSameWarningIsLoggedOnceWhileItGoesOn() {
        assertThat(warn("a.Pool", "cannot {}", "connect", null)).isEqualTo(FilterReply.NEUTRAL);
        for (int n = 0; n < 1_600; n++) {
            now = now.plusMillis(50);
            assertThat(warn("a.Pool", "cannot {}", "connect " + n, null)).isEqualTo(FilterReply.DENY);
        }
        now = now.plus(Repeats.QUIET).plusSeconds(1);
        assertThat(warn("a.Pool", "cannot {}", "connect", null)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void anotherCodeIsAnotherWarning() {
        assertThat(warn("dev.tailrace.A", "{}: {}", "TR-T001 The target", null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(warn("dev.tailrace.A", "{}: {}", "TR-S002 The source", null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(warn("dev.tailrace.A", "{}: {}", "TR-T001 The target", null)).isEqualTo(FilterReply.DENY);
    }

    @Test
    void anOutageOfTemporalIsOneWhoeverNotices() {
        // Each of these is a warning of the SDK; the line for the outage is our own.
        assertThat(IntStream.range(0, 100)
                        .mapToObj(n -> warn("io.temporal.Poller" + n, "failure in " + n, "x", unavailable())))
                .containsOnly(FilterReply.DENY);
        var logger = context.getLogger("io.temporal.BasePoller");
        assertThat(repeats.decide(null, logger, Level.WARN, "{}", new Object[] {"a poller", unavailable()}, null))
                .isEqualTo(FilterReply.DENY);
        assertThat(warn("io.temporal.Poller", "bad", "x", Status.PERMISSION_DENIED.asRuntimeException()))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void whereDebugIsLoggedEverythingIs() {
        context.getLogger("ROOT").setLevel(Level.DEBUG);
        assertThat(warn("a.Pool", "cannot {}", "connect", null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(warn("a.Pool", "cannot {}", "connect", null)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void anExceptionIsALineUnlessItIsABugOfOurs() {
        var sdk = new LoggingEvent(
                "", context.getLogger("io.temporal.Poller"), Level.WARN, "failed", unavailable(), null);
        assertThat(new Brief().convert(sdk)).isEqualTo(" (StatusRuntimeException: UNAVAILABLE: io exception)");
        var bug = new LoggingEvent("", context.getLogger("dev.tailrace.A"), Level.ERROR, "bug", unavailable(), null);
        assertThat(new Brief().convert(bug)).contains("\tat " + RepeatsTest.class.getName());
    }
}
