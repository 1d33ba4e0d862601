package dev.tailrace.activities;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.Activity;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one attempt of an activity and turns expected trouble into its answer. */
public final class ActivityAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityAttempt.class);

    private ActivityAttempt() {}

    /** An attempt's work. */
    public interface Work {
        Turn run(Heartbeat heartbeat) throws SQLException, Gap, LaneLost, InterruptedException;
    }

    /** The term of the running attempt (R1). */
    public static long term(long scheduling) {
        return Lanes.term(scheduling, Activity.getExecutionContext().getInfo().getAttempt());
    }

    /** Runs with heartbeats. */
    public static Turn run(String what, Work work) {
        try (var heartbeat = Heartbeat.of(Activity.getExecutionContext())) {
            return run(what, () -> work.run(heartbeat));
        }
    }

    /** An attempt's work without heartbeats. */
    public interface Short {
        Turn run() throws SQLException, Gap, LaneLost, InterruptedException;
    }

    /** Runs a short attempt. */
    public static Turn run(String what, Short work) {
        try {
            return work.run();
        } catch (Gap gap) {
            LOG.error("{}", gap.problem().describe().replace('\n', ' '));
            return new Turn.Blocked(gap.problem());
        } catch (LaneLost superseded) {
            // Only a superseded attempt or one of a closed pass comes here; the next one is told by the lane itself.
            LOG.warn("{}", superseded.getMessage());
            return new Turn.Yielded();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Turn.Yielded();
        } catch (SQLException | RuntimeException e) {
            if (FailureClassifier.isInterruption(e)) {
                Thread.currentThread().interrupt();
                return new Turn.Yielded();
            }
            var turn = FailureClassifier.of(e, what);
            log(FailureClassifier.problem(e, what), e);
            return turn;
        }
    }

    /** What is expected is a line; what is a bug of ours has its stack trace, unless that quotes a value of an item. */
    private static void log(Problem problem, Exception e) {
        var titled = problem.code() + " " + Code.titleOf(problem.code());
        var words = problem.what() + (problem.why().isEmpty() ? "" : ": " + problem.why());
        if (problem.code().equals(Code.X001.id()) && !FailureClassifier.quotesAValue(e)) {
            LOG.error("{}: {}", titled, words, e);
        } else {
            LOG.warn("{}: {}", titled, words);
        }
    }
}
