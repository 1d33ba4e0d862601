package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.postgres.connection.LakebaseService.Token;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * Tokens of Databricks in place of a password. One serves all connections until some minutes before it expires: it is checked
 * at login only (source: Databricks' documentation, Lakebase authentication). Host and user are asked for once.
 */
final class LakebaseLogins implements Logins {
    /** A login may still be under way when its token is this old from its end; a quarter of it where it lives shortly. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Database.Lakebase database;
    private final LakebaseService service;
    private final InstantSource clock;
    private @Nullable PostgresAddress place;
    private @Nullable PostgresAddress login;
    private String identity = "";
    private Instant asked = Instant.EPOCH;
    private Instant expires = Instant.EPOCH;

    LakebaseLogins(Database.Lakebase database, LakebaseService service, InstantSource clock) {
        this.database = database;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public synchronized PostgresAddress next() throws ConnectFailed {
        var known = login;
        var now = clock.instant();
        if (known != null && now.isBefore(renewal())) {
            return known;
        }
        var where = place();
        Token token;
        try {
            token = service.token();
        } catch (ConnectFailed failed) {
            if (known != null && failed.passes() && now.isBefore(expires)) {
                // Databricks is busy for a moment; that is what the margin is for.
                return known;
            }
            throw failed;
        }
        asked = now;
        expires = token.expires();
        var fresh = where.withPassword(token.value());
        login = fresh;
        return fresh;
    }

    private Instant renewal() {
        var quarter = Duration.between(asked, expires).dividedBy(4);
        return expires.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
    }

    private PostgresAddress place() throws ConnectFailed {
        if (place == null) {
            var named = service.host();
            identity = Identity.of(named, database.database());
            var host = database.host() == null ? named : database.host();
            var user = database.user() == null ? service.user() : database.user();
            var url = new StringBuilder("jdbc:postgresql://%s/%s?sslmode=%s"
                    .formatted(
                            host, URLEncoder.encode(database.database(), StandardCharsets.UTF_8), database.sslmode()));
            if (database.sslmode().equals("verify-full")) {
                // Against the authorities that Java knows: Databricks' certificates are public ones.
                url.append("&sslfactory=").append(DefaultJavaSSLFactory.class.getName());
            }
            place = new PostgresAddress(url.toString(), user, null);
        }
        return Objects.requireNonNull(place);
    }

    /** By the host that Databricks names, whatever way leads there: a branch has another. */
    @Override
    public synchronized String identity(PostgresAddress address) {
        return identity;
    }

    /** A token that was just made is not made again: the role may be missing, and Databricks limits how often it is asked. */
    @Override
    public synchronized void refused(PostgresAddress refused) {
        var age = Duration.between(asked, clock.instant());
        if (refused.equals(login)
                && age.compareTo(Duration.between(asked, expires).dividedBy(100)) > 0) {
            login = null;
        }
    }

    @Override
    public boolean change() {
        return true;
    }
}
