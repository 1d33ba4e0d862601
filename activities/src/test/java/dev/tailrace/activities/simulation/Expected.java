package dev.tailrace.activities.simulation;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What an attempt may end by. */
final class Expected {
    private Expected() {}

    /** What is wrong about an attempt's end; null if nothing is. */
    static @Nullable String check(Plan plan, @Nullable Throwable thrown) {
        return switch (thrown) {
            case null -> null;
            case Crash crash -> null;
            case LaneLost lost -> plan.kind().zombies() ? null : lost.toString();
            case Gap gap -> plan.kind().gaps() ? null : gap.toString();
            case SdkClientException timedOut -> plan.kind().gaps() ? null : timedOut.toString();
            default -> {
                var sql = sql(thrown);
                yield sql != null && plan.kind().zombies() && plan.fine() && mayHappenToZombies(sql)
                        ? null
                        : thrown.toString();
            }
        };
    }

    private static @Nullable SQLException sql(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** Terminated by a successor, or not patient enough with somebody that may not be terminated. A deadlock may not happen. */
    private static boolean mayHappenToZombies(SQLException thrown) {
        var state = thrown.getSQLState();
        return state != null && (state.equals("57P01") || state.startsWith("08") || state.equals("55P03"));
    }
}
