package dev.tailrace.activities.file;

import dev.tailrace.mappers.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A Postgres as a migration file names it, and how one logs in there. Holds references to secrets, never secrets. */
public sealed interface Database {
    /** The word that stands in a password's place where RDS takes tokens of IAM. */
    String RDS_IAM = "rds-iam";

    /**
     * A Postgres by its URL.
     *
     * @param url a reference ({@code env:}, {@code file:}) to a {@code postgresql://} or {@code jdbc:postgresql://} URL
     * @param password a reference to the password, or {@link #RDS_IAM}; it wins over the URL's. Null: the URL's
     */
    record Url(String url, @Nullable String password) implements Database {}

    /**
     * A database of Databricks Lakebase. Its password is a token that the worker asks Databricks for, authenticated by the SDK's
     * usual chain.
     *
     * @param resource an endpoint's name ({@code projects/…/branches/…/endpoints/…}), or a provisioned instance's
     * @param database its name
     * @param user the role in Postgres; null: whom Databricks takes the worker for
     * @param host another way to it, as {@code host} or {@code host:port}; null: as Databricks names it
     * @param sslmode libpq's word: {@code verify-full} or {@code require}
     */
    record Lakebase(
            String resource,
            String database,
            @Nullable String user,
            @Nullable String host,
            String sslmode) implements Database {
        /** The database that each endpoint has. */
        public static final String DATABASE = "databricks_postgres";

        /** Whether it is an endpoint that scales, and no provisioned instance. */
        public boolean isEndpoint() {
            return resource.startsWith("projects/");
        }
    }

    /**
     * This database in one line, as histories of workflows keep it: {@code env:NAME} or {@code file:PATH} for a URL that says
     * all, else the file's object in JSON. Persisted.
     */
    default String reference() {
        return switch (this) {
            case Url url when url.password() == null -> url.url();
            case Url url -> DatabaseJson.write(url);
            case Lakebase lakebase -> DatabaseJson.write(lakebase);
        };
    }

    /** In an operator's words. */
    default String shown() {
        return switch (this) {
            case Url url -> url.url();
            case Lakebase lakebase -> "Lakebase " + lakebase.resource();
        };
    }

    /**
     * Reads what {@link #reference} wrote, or an operator typed.
     *
     * @throws ProblemException coded F007 if it is no reference to a database; it is not repeated
     */
    static Database of(String reference) {
        if (!reference.startsWith("{")) {
            return new Url(reference, null);
        }
        return DatabaseJson.read(reference);
    }
}
