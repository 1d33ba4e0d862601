package dev.tailrace.embedded.endtoend;

import dev.tailrace.embedded.stack.DatabaseAddress;
import dev.tailrace.embedded.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the README says that Tailrace needs, read from the README: its readers grant just that. */
final class StatedPermissions {
    private static final String PASSWORD = "just-enough";

    private final String readme;

    private StatedPermissions(String readme) {
        this.readme = readme;
    }

    static StatedPermissions read() throws IOException {
        return new StatedPermissions(Files.readString(Path.of("..", "README.md")));
    }

    /** The actions of the policy and those that only a plan asks for, without {@code dynamodb:}. */
    List<String> actions() {
        return Pattern.compile("dynamodb:([A-Z]\\w+)")
                .matcher(readme)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /**
     * Runs the README's statements on a database that lets no one else in, for a new role.
     *
     * @param schema granted as the README says for one that exists already; the caller has made it
     * @return the database as that role sees it; the role has to be {@link #revoke revoked}
     */
    DatabaseAddress grant(DatabaseAddress owner, String schema) throws SQLException {
        String role = Stack.unique("least");
        String statements = block().replaceAll("(role|to) tailrace\\b", "$1 " + role)
                .replace("'…'", "'" + PASSWORD + "'")
                .replace("database shop ", "database %s ".formatted(owner.database()))
                .replace("schema app ", "schema %s ".formatted(schema));
        run(
                owner,
                "revoke all on database %s from public".formatted(owner.database()),
                statements,
                // The test looks at what the role owns; the role gains nothing.
                "grant %s to current_user".formatted(role));
        return new DatabaseAddress(owner.host(), owner.port(), owner.database(), role, PASSWORD, "");
    }

    /** Drops the role with all that it owns in that database. */
    static void revoke(DatabaseAddress owner, DatabaseAddress granted) throws SQLException {
        run(owner, "drop owned by %s cascade".formatted(granted.user()), "drop role " + granted.user());
    }

    private String block() {
        return Pattern.compile("```sql\n(create role.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static void run(DatabaseAddress database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
