package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.PostgresAddress;
import java.sql.SQLException;
import java.time.InstantSource;

/** Says where a database is and who logs in, again for each physical connection. Thread-safe. */
public interface Logins {
    /**
     * The login as it is now.
     *
     * @throws ConnectFailed if it cannot be found
     */
    PostgresAddress next() throws SQLException;

    /** Which database it is ({@link Identity}), for a login that {@link #next} gave. */
    default String identity(PostgresAddress login) {
        return Identity.of(login);
    }

    /** The server refused a login that {@link #next} gave: nothing of it is used again from memory. */
    default void refused(PostgresAddress login) {}

    /** Whether what {@link #next} returns may change while this process runs. */
    boolean change();

    /** Those of a database. Nothing is looked up yet. */
    static Logins of(Database database) {
        return switch (database) {
            case Database.Url url when Database.RDS_IAM.equals(url.password()) -> new RdsLogins(url);
            case Database.Url url -> new UrlLogins(url);
            case Database.Lakebase lakebase ->
                new LakebaseLogins(lakebase, new Databricks(lakebase), InstantSource.system());
        };
    }
}
