package dev.tailrace.activities.capture;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a token every so often and notes when it has been applied everywhere: that is the lag. A token that cannot be
 * written makes the lag unknown and is logged; it does not stop capture. For one thread at a time.
 */
final class TokenClock {
    private static final Logger LOG = LoggerFactory.getLogger(TokenClock.class);

    /** How often a token under way is looked for. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final LoadedTable table;
    private final Pass pass;
    private final Duration every;
    private long sentAt;
    private long lookedAt = System.nanoTime();
    private long waitingFor;

    TokenClock(LoadedTable table, Pass pass, Duration every) {
        this.table = table;
        this.pass = pass;
        this.every = every;
        sentAt = System.nanoTime() - every.toNanos();
    }

    /** Whether {@link #tick} has something to do. */
    boolean isDue() {
        long now = System.nanoTime();
        return waitingFor == 0 ? now - sentAt >= every.toNanos() : now - lookedAt >= LOOK.toNanos();
    }

    void tick() throws SQLException, Gap {
        long now = System.nanoTime();
        try {
            if (waitingFor == 0 && now - sentAt >= every.toNanos()) {
                sentAt = now;
                waitingFor = Tokens.send(table, pass);
            } else if (waitingFor > 0 && now - lookedAt >= LOOK.toNanos()) {
                lookedAt = now;
                if (Tokens.missing(table, pass, waitingFor) == 0) {
                    waitingFor = 0;
                }
            }
        } catch (RuntimeException e) {
            if (!FailureClassifier.isOfSource(e)) {
                throw e;
            }
            sentAt = now;
            var problem = FailureClassifier.problem(e, table.ref().name());
            LOG.warn("{}, so lag cannot be measured: {}", problem.code(), problem.what() + ": " + problem.why());
        }
    }
}
