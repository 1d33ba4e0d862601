package dev.tailrace.activities.postgres.connection;

import dev.tailrace.mappers.problem.Problem;
import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** No connection could be made, for a reason that is told apart where it was met. Its SQLSTATE is the driver's, or null. */
public final class ConnectFailed extends SQLException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final Ends ends;

    /** What ends the failure. */
    enum Ends {
        /** Something outside comes back. */
        BY_ITSELF,
        /** A secret that is being replaced; where that takes too long, a person. */
        BY_A_ROTATION,
        BY_A_PERSON
    }

    /** @param problem without secrets */
    ConnectFailed(Problem problem, Ends ends, @Nullable Exception cause) {
        super(problem.describe(), cause instanceof SQLException sql ? sql.getSQLState() : null, cause);
        this.problem = problem;
        this.ends = ends;
    }

    /** Its {@code what} is the place. */
    public Problem problem() {
        return problem;
    }

    Ends ends() {
        return ends;
    }

    /** Whether it may get better without a person. */
    public boolean passes() {
        return ends != Ends.BY_A_PERSON;
    }
}
