package dev.tailrace.activities.postgres.connection;

import java.time.Instant;

/** What Databricks says of a Lakebase endpoint or instance. Each call asks it; failures are {@link ConnectFailed}. Thread-safe. */
interface LakebaseService {
    /** The host name that takes reads and writes, and keeps sessions: not the pooled one. It stands for the branch too. */
    String host() throws ConnectFailed;

    /** Whom it takes the worker for: a person's e-mail address, or a service principal's application id. */
    String user() throws ConnectFailed;

    /** A new token, good for logins as {@link #user}. */
    Token token() throws ConnectFailed;

    /** @param value in place of a password */
    record Token(String value, Instant expires) {
        @Override
        public String toString() {
            return "Token[…, expires " + expires + "]";
        }
    }
}
