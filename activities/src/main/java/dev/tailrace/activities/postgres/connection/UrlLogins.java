package dev.tailrace.activities.postgres.connection;

import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.file.PostgresAddress;
import dev.tailrace.activities.file.Reference;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.ProblemException;
import java.sql.SQLException;

/** A URL, and a password in it or next to it: files are read again each time, as a secret store replaces them. */
record UrlLogins(Database.Url database) implements Logins {
    @Override
    public PostgresAddress next() throws SQLException {
        var address = address(database);
        if (database.password() == null) {
            return address;
        }
        return switch (Reference.resolve(database.password())) {
            case Reference.Answer.Found found -> address.withPassword(found.value());
            case Reference.Answer.Refused refused -> throw unresolved(new ProblemException(refused.problem()));
        };
    }

    static PostgresAddress address(Database.Url database) throws SQLException {
        try {
            return PostgresAddress.resolve(database.url());
        } catch (ProblemException e) {
            throw unresolved(e);
        }
    }

    /** A file may be away while it is replaced. */
    private static ConnectFailed unresolved(ProblemException thrown) {
        boolean missing = thrown.problem().code().equals(Code.F008.id());
        return new ConnectFailed(thrown.problem(), missing ? Ends.BY_A_ROTATION : Ends.BY_A_PERSON, thrown);
    }

    @Override
    public boolean change() {
        return Reference.changes(database.url())
                || (database.password() != null && Reference.changes(database.password()));
    }
}
