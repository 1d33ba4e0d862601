package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The control schema's own migrations and its format. Thread-safe, over processes too. */
public final class ControlSchema {
    /** The format that this version reads and writes. */
    private static final int FORMAT = 5;

    private ControlSchema() {}

    /** Brings the schema to this version's format. Idempotent; several workers may try at once. */
    public static void migrate(DataSource control) {
        Flyway.configure()
                .dataSource(control)
                .schemas("tailrace")
                .defaultSchema("tailrace")
                .locations("classpath:db/tailrace")
                // One transaction: no one sees a schema on the way, or holds a lock in it that a later migration waits
                // for.
                .group(true)
                .load()
                .migrate();
    }

    /** A problem where the schema has a format that this version does not know; null where all is well. */
    public static @Nullable Problem check(DataSource control) throws SQLException {
        int version = Transaction.read(
                control,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetchSingle("select version from tailrace.format")
                        .get(0, Integer.class));
        return version == FORMAT
                ? null
                : Problem.of(Code.T006, "schema tailrace has format " + version + ", this version knows " + FORMAT, "");
    }
}
