package dev.tailrace.activities.verification;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.SourceCapacity;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;

/** What reading the source may consume. Thread-safe. */
interface ReadBudget {
    /**
     * Waits until another request is allowed.
     *
     * @throws InterruptedException if a stop is asked for
     */
    void await() throws InterruptedException;

    /**
     * Charges what a request consumed.
     *
     * @param items how many it returned
     * @param units capacity units
     * @throws InterruptedException if a stop is asked for
     */
    void charge(long items, double units) throws InterruptedException;

    /** The table's budget, which the copy obeys too. */
    static ReadBudget of(SourceCapacity capacity, Heartbeat heartbeat, InPlace inPlace) {
        return new ReadBudget() {
            @Override
            public void await() throws InterruptedException {
                try {
                    inPlace.get(() -> {
                        capacity.await(heartbeat);
                        return heartbeat;
                    });
                } catch (SQLException e) {
                    throw new DataAccessException("Cannot read the budget", e);
                }
                Stops.check(heartbeat);
            }

            @Override
            public void charge(long items, double units) throws InterruptedException {
                try {
                    inPlace.get(() -> {
                        capacity.charge(units);
                        return heartbeat;
                    });
                } catch (SQLException e) {
                    throw new DataAccessException("Cannot read the budget", e);
                }
            }
        };
    }
}
