package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.mappers.problem.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
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
                .contains("format 1", "knows 5");

        ControlSchema.migrate(database);

        assertThat(ControlSchema.check(database)).isNull();
        assertThat(first("select count(*) from tailrace.source_table where plugin is null"))
                .isEqualTo("1");
        assertThat(first("select count(*) from tailrace.claim")).isEqualTo("0");
    }

    @Test
    void eventsOfBeforeAreChainedAsTheyAreAndAnEventSaysSo() throws Exception {
        Flyway.configure()
                .dataSource(database)
                .schemas("tailrace")
                .locations("classpath:db/tailrace")
                .target("6")
                .load()
                .migrate();
        for (var migration : List.of("a", "b", "none")) {
            run("insert into tailrace.migration (name, workflow_id, file, digest) values ('%s', 'm', '{}', '')"
                    .formatted(migration));
        }
        for (var event : List.of("'b', 2, 'ada'", "'b', 1, 'Zoë \"Z\"'", "'a', 1, 'tailrace'")) {
            run("insert into tailrace.audit (migration, seq, actor, type, table_name, once, payload) values"
                    + " (%s, 'Verb', null, 'v' || random(), '{\"verb\": \"pause \\\"ü\\\"\"}')".formatted(event));
        }

        ControlSchema.migrate(database);

        var b = lines("b");
        assertThat(TrailCheck.of((String.join("\n", b) + "\n").getBytes(StandardCharsets.UTF_8), List.of()))
                .returns(true, TrailCheck::isIntact)
                .returns(3L, TrailCheck::seq);
        var first = new ObjectMapper().readTree(b.getFirst());
        assertThat(first.path("actor").asText()).isEqualTo("Zoë \"Z\"");
        assertThat(first.at("/payload/verb").asText()).isEqualTo("pause \"ü\"");
        assertThat(b.getLast()).contains("\"type\":\"TrailBegun\"", "\"payload\":{\"events\":\"2\"}");
        assertThat(lines("a")).hasSize(2);
        assertThat(lines("none")).isEmpty();
        var next = Transaction.run(
                database, Commit.VERB_RECORDED, c -> Audit.append(c, NewEvent.of("b", EventType.VERB, "next")));
        assertThat(next.trail().seq()).isEqualTo(4);
    }

    private List<String> lines(String migration) throws SQLException {
        return Transaction.read(
                database,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetch("select line from tailrace.audit where migration = ? order by seq", migration)
                        .getValues(0, String.class));
    }

    @Test
    void nobodySeesASchemaOnTheWay() throws Exception {
        ControlSchema.migrate(database);
        assertThat(first("select count(*) from tailrace.flyway_schema_history where version is not null"))
                .isEqualTo(Integer.toString(
                        Path.of("src/main/resources/db/tailrace").toFile().list().length));
        assertThat(first("select count(distinct xmin::text) from tailrace.flyway_schema_history"
                        + " where version is not null"))
                .as("transactions")
                .isEqualTo("1");
    }

    @Test
    void aLaterFormatIsRefused() throws Exception {
        ControlSchema.migrate(database);
        run("update tailrace.format set version = 6");
        ControlSchema.migrate(database);
        assertThat(ControlSchema.check(database))
                .extracting(Problem::what)
                .asString()
                .contains("format 6", "knows 5");
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
