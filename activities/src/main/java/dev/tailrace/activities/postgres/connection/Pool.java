package dev.tailrace.activities.postgres.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.file.Database;
import dev.tailrace.mappers.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A pool of connections to one Postgres. Thread-safe. */
public final class Pool implements AutoCloseable {
    private final PhysicalConnections physical;
    private final HikariDataSource pooled;

    private Pool(PhysicalConnections physical, HikariDataSource pooled) {
        this.physical = physical;
        this.pooled = pooled;
    }

    public DataSource connections() {
        return pooled;
    }

    /**
     * Which database it is: its hosts and name. The same for as long as this pool lives.
     *
     * @throws ConnectFailed if it cannot be found
     */
    public String identity() throws SQLException {
        return physical.identity();
    }

    @Override
    public void close() {
        pooled.close();
    }

    /**
     * A pool whose connections log in with what the database's references lead to at that moment. It connects on use.
     *
     * @throws ProblemException if a reference cannot be resolved where this worker runs
     */
    public static Pool of(Database database, StoreTimeouts timeouts) {
        var logins = Logins.of(database);
        if (!logins.change()) {
            resolve(logins);
        }
        var physical = new PhysicalConnections(logins, timeouts);
        var config = new HikariConfig();
        config.setDataSource(physical);
        config.setPoolName("tailrace");
        // Room for the copy, capture and verification slots of one worker; Postgres allows 100 by default.
        config.setMaximumPoolSize(40);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        // Lakebase starts a compute that was scaled to zero when the first connection comes.
        boolean sleeps = database instanceof Database.Lakebase;
        config.setConnectionTimeout(Duration.ofSeconds(sleeps ? 15 : 5).toMillis());
        // Several dead connections may have to be thrown away within the time that a caller waits for one.
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        // Below the hour that a token of Lakebase lives. Tokens are checked at login only, but a server may end older
        // sessions.
        config.setMaxLifetime(Duration.ofMinutes(45).toMillis());
        // Whatever writes says by which commit (control/Commit); anything else is rolled back.
        config.setAutoCommit(false);
        config.setExceptionOverride(new HealedByReconnecting());
        return new Pool(physical, new HikariDataSource(config));
    }

    /** What never changes is wrong for good: said at once, not after the pool's wait. */
    private static void resolve(Logins logins) {
        try {
            logins.next();
        } catch (ConnectFailed failed) {
            throw new ProblemException(failed.problem());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read where the database is", e);
        }
    }
}
