package dev.tailrace.activities.verification;

import dev.tailrace.activities.Pulse;
import dev.tailrace.activities.control.Capacity;
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

    /** Charges the capacity units that a request consumed. */
    void charge(double units);

    /** The table's budget, which the copy obeys too. */
    static ReadBudget of(Capacity capacity, Pulse pulse) {
        return new ReadBudget() {
            @Override
            public void await() throws InterruptedException {
                try {
                    capacity.await(pulse);
                } catch (SQLException e) {
                    throw new DataAccessException("Cannot read the budget", e);
                }
                Stops.check(pulse);
            }

            @Override
            public void charge(double units) {
                try {
                    capacity.charge(units);
                } catch (SQLException e) {
                    throw new DataAccessException("Cannot read the budget", e);
                }
            }
        };
    }
}
