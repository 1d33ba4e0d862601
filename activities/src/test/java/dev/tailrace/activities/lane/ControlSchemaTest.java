package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.problem.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The control schema comes to this version's format from every earlier one, with what it holds. */
@Tag("stack")
class ControlSchemaTest {
    private EmbeddedPostgres postgres;
    private DataSource database;

    @BeforeEach
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        database = postgres.getPostgresDatabase();
    }

    @AfterEach
    void stop() throws Exception {
        postgres.close();
    }

    @Test
    void theFirstFormatIsBroughtUpWithWhatItHolds() throws Exception {
        Flyway.configure()
                .dataSource(database)
                .schemas("tailrace")
                .locations("classpath:db/tailrace")
                .target("1")
                .load()
                .migrate();
        run("insert into tailrace.migration (name, workflow_id, file, digest) values ('m', 'm', '{}', '')");
        run("insert into tailrace.source_table (migration, name) values ('m', 'Orders')");
        assertThat(ControlSchema.check(database))
                .extracting(Problem::what)
                .asString()
                .contains("format 1", "knows 3");

        ControlSchema.migrate(database);

        assertThat(ControlSchema.check(database)).isNull();
        assertThat(first("select count(*) from tailrace.source_table where plugin is null"))
                .isEqualTo("1");
        assertThat(first("select count(*) from tailrace.claim")).isEqualTo("0");
    }

    @Test
    void nobodySeesASchemaOnTheWay() throws Exception {
        ControlSchema.migrate(database);
        assertThat(first("select count(*) from tailrace.flyway_schema_history where version is not null"))
                .isEqualTo("5");
        assertThat(first("select count(distinct xmin::text) from tailrace.flyway_schema_history"
                        + " where version is not null"))
                .as("transactions")
                .isEqualTo("1");
    }

    @Test
    void aLaterFormatIsRefused() throws Exception {
        ControlSchema.migrate(database);
        run("update tailrace.format set version = 4");
        ControlSchema.migrate(database);
        assertThat(ControlSchema.check(database))
                .extracting(Problem::what)
                .asString()
                .contains("format 4", "knows 3");
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String first(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
