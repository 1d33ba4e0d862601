package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.StoreTimeouts;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Makes the connections that a pool keeps. Each logs in with the password as it is then. A refused one is looked up again at
 * once; while it keeps being refused, for as long as a rotation takes, the failure counts as one that passes. Thread-safe.
 */
final class PhysicalConnections implements DataSource {
    private static final int CONNECT_SECONDS = 5;

    private final Driver driver = new Driver();
    private final Logins logins;
    private final StoreTimeouts timeouts;
    private final InstantSource clock;
    /** When a login first failed, since one succeeded; null: none has. */
    private final AtomicReference<@Nullable Instant> failing = new AtomicReference<>();

    /** The first one found; null: none yet. */
    private final AtomicReference<@Nullable String> identity = new AtomicReference<>();

    PhysicalConnections(Logins logins, StoreTimeouts timeouts) {
        this(logins, timeouts, InstantSource.system());
    }

    PhysicalConnections(Logins logins, StoreTimeouts timeouts, InstantSource clock) {
        this.logins = logins;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var login = next();
        try {
            return connect(login);
        } catch (SQLException first) {
            if (!LoginFailure.refusesLogin(first)) {
                throw LoginFailure.of(first, login.place());
            }
            logins.refused(login);
            var fresh = next();
            return fresh.equals(login) ? refused(first, login) : again(fresh);
        }
    }

    private Connection again(PostgresAddress login) throws SQLException {
        try {
            return connect(login);
        } catch (SQLException second) {
            if (!LoginFailure.refusesLogin(second)) {
                throw LoginFailure.of(second, login.place());
            }
            logins.refused(login);
            return refused(second, login);
        }
    }

    private Connection refused(SQLException refusal, PostgresAddress login) throws ConnectFailed {
        throw LoginFailure.refused(refusal, login.place(), deadline());
    }

    /**
     * Which database this leads to, for good.
     *
     * @throws ConnectFailed if it cannot be found, or the references lead to another by now
     */
    String identity() throws SQLException {
        return bound(next());
    }

    private String bound(PostgresAddress login) throws ConnectFailed {
        var here = logins.identity(login);
        var first = identity.updateAndGet(known -> known == null ? here : known);
        if (!here.equals(first)) {
            var what = "The reference led to %s, and leads to %s by now".formatted(first, here);
            var fix = "Lead it back. Or restart the workers, so that they check the new database.";
            throw new ConnectFailed(
                    Problem.of(Code.T014, what, "A worker keeps to one database.", fix), Ends.BY_A_PERSON, null);
        }
        return here;
    }

    private PostgresAddress next() throws SQLException {
        try {
            return logins.next();
        } catch (ConnectFailed failed) {
            throw failed.ends() == Ends.BY_A_ROTATION ? LoginFailure.until(failed, deadline()) : failed;
        }
    }

    /** Until when a failed login may pass by itself; null: no longer. */
    private @Nullable Instant deadline() {
        if (!logins.change()) {
            return null;
        }
        var now = clock.instant();
        var since = failing.updateAndGet(first -> first == null ? now : first);
        var until = (since == null ? now : since).plus(timeouts.rotation());
        return until.isAfter(now) ? until : null;
    }

    private Connection connect(PostgresAddress login) throws SQLException {
        bound(login);
        var properties = new Properties();
        PGProperty.USER.set(properties, login.user());
        if (login.password() != null) {
            PGProperty.PASSWORD.set(properties, login.password());
        }
        PGProperty.APPLICATION_NAME.set(properties, "tailrace");
        // After a failover an address, or one of several, may lead to a reader. The URL may say otherwise.
        PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Details of errors quote rows; they belong in no log.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(
                properties, Math.toIntExact(timeouts.statement().toSeconds()));
        var connection = driver.connect(login.jdbcUrl(), properties);
        if (connection == null) {
            throw new IllegalStateException("The driver does not take " + login);
        }
        failing.set(null);
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
