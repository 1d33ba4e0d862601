package dev.tailrace.activities.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableActivities.ProgressRequest;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a database, such as a branch, holds its migrations. It must not run them. */
@Tag("stack")
class BindingsTest {
    @TempDir
    private Path secrets;

    private String server;
    private String original;
    private Path url;

    @BeforeEach
    void open() throws Exception {
        try (var connection = Bench.database().getConnection()) {
            original = connection.getCatalog();
            server = connection.getMetaData().getURL().replaceFirst("^.*//([^/]*)/.*$", "$1");
        }
        url = secrets.resolve("url");
        lead(original);
    }

    @Test
    void aCopyRefusesToRunTheMigrationUntilSomebodySaysThatItIsTheOriginal() throws Exception {
        try (var stores = new Stores()) {
            assertThat(register(stores)).isInstanceOf(Registered.Accepted.class);
        }
        var copy = original + "_branch";
        admin("create database %s template %s".formatted(copy, original));
        lead(copy);
        try (var stores = new Stores()) {
            assertThat(register(stores))
                    .isInstanceOfSatisfying(
                            Registered.Waiting.class,
                            waiting -> assertThat(refusal(waiting.turn()).fix())
                                    .contains("update tailrace.migration set database = 'localhost/%s' where name = 'm'"
                                            .formatted(copy)));
        }
        // Nothing was written: the trail has what it had.
        assertThat(count(copy, "select count(*) from tailrace.audit")).isEqualTo(2);

        run(copy, "update tailrace.migration set database = 'localhost/%s' where name = 'm'".formatted(copy));
        try (var stores = new Stores()) {
            assertThat(register(stores)).isInstanceOf(Registered.Accepted.class);
        }
    }

    @Test
    void noActivityOfARunningMigrationReachesACopy() throws Exception {
        try (var stores = new Stores()) {
            register(stores);
        }
        var copy = original + "_clone";
        admin("create database %s template %s".formatted(copy, original));
        lead(copy);
        try (var stores = new Stores()) {
            var activities = new TableActivitiesImpl(new LoadedTables(stores), EngineOptions.local(), false);
            refusal(((Prepared.Waiting) activities.openPass(new Preparation(table(), 1))).turn());
            refusal(activities.recordPhase(
                    new PhaseChange(table(), 1, Phase.PLANNED, Phase.PREPARING, "tailrace", "")));
            refusal(activities.cleanUpAfterAbort(table()).turn());
            assertThat(activities
                            .readProgress(new ProgressRequest(List.of(table())))
                            .problem())
                    .isNotNull()
                    .returns("TR-T014", Problem::code);
        }
        assertThat(count(copy, "select count(*) from tailrace.migration where aborted_at is null"))
                .isEqualTo(1);
        assertThat(count(copy, "select count(*) from tailrace.audit")).isEqualTo(2);
    }

    private static Problem refusal(Turn turn) {
        assertThat(turn).isInstanceOf(Turn.Blocked.class);
        var problem = ((Turn.Blocked) turn).problem();
        assertThat(problem.code()).isEqualTo("TR-T014");
        return problem;
    }

    private TableRef table() {
        return new TableRef("m", "Orders", "file:" + url);
    }

    private Registered register(Stores stores) throws Exception {
        var file = """
                {name: m, source: {dynamodb: {region: us-east-1}}, target: {postgres: {url: "file:%s", schema: public}},
                 tables: [{from: Orders, mapping: [{into: orders, key: [id], columns: {id: text}, rest: more}]}]}""".formatted(url);
        var json = new ObjectMapper(new YAMLFactory()).readTree(file);
        return new Registrar(stores, false).register(new Registration("m", json));
    }

    private void lead(String database) throws IOException {
        Files.writeString(url, "postgresql://postgres:postgres@%s/%s".formatted(server, database));
    }

    private void admin(String sql) throws SQLException {
        run("postgres", sql);
    }

    private void run(String database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:postgresql://" + server + "/" + database, "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:postgresql://" + server + "/" + database, "postgres", "");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
