package dev.tailrace.activities.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R11: an abort would take the stream and the tokens that the way back needs. */
@Tag("stack")
@Timeout(60)
class AbortCleanupTest {
    @TempDir
    private Path secrets;

    private LocalDynamoDb server;
    private Stores stores;
    private DataSource control;
    private TableRef table;

    @BeforeEach
    void register() throws Exception {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        server = LocalDynamoDb.start();
        stores = new Stores();
        control = Bench.database();
        var url = secrets.resolve("url");
        try (var connection = control.getConnection()) {
            var at = connection.getMetaData().getURL().replaceFirst("^.*//([^/]*)/.*$", "$1");
            Files.writeString(url, "postgresql://postgres:postgres@%s/%s".formatted(at, connection.getCatalog()));
        }
        // The source table is not there: all that an abort has to do is at the target.
        var file = """
                {name: m, source: {dynamodb: {region: us-east-1, endpoint: "%s"}},
                 target: {postgres: {url: "file:%s", schema: public}},
                 tables: [{from: Orders, mapping: [{into: orders, key: [id], columns: {id: text}, rest: more}]},
                          {from: Others, mapping: [{into: others, key: [id], columns: {id: text}, rest: more}]}]}""".formatted(server.endpoint(), url);
        var json = new ObjectMapper(new YAMLFactory()).readTree(file);
        assertThat(new Registrar(stores, false).register(new Registration("m", json)))
                .isInstanceOf(Registered.Accepted.class);
        table = new TableRef("m", "Orders", "file:" + url);
        run("""
            insert into tailrace.pass (table_id, number, segments, copy_window, stream_arn, consistent, estimated, opened_at)
            select id, 1, 1, 1, 'arn', true, 0, now() from tailrace.source_table""");
        run(
                "insert into tailrace.ownership (table_id, owner, engine_role) select id, 'SOURCE', 'engine' from tailrace.source_table");
    }

    @AfterEach
    void close() throws Exception {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        stores.close();
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void run(String statement) {
        DSL.using(control, SQLDialect.POSTGRES).execute(statement);
    }

    private long count(String query) {
        return DSL.using(control, SQLDialect.POSTGRES).fetchSingle(query).get(0, Long.class);
    }

    private Turn abort() {
        return new AbortCleanup(new LoadedTables(stores)).abort(table).turn();
    }

    private void assertRefused() {
        assertThat(abort())
                .isInstanceOfSatisfying(
                        Turn.Blocked.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("TR-R011"));
    }

    /** The other table's data counts as well: the mark of an abort is the migration's. */
    @ParameterizedTest
    @ValueSource(strings = {"Orders TARGET", "Orders FENCED", "Others TARGET"})
    void nothingIsDoneWhileTheSourceDoesNotOwnTheData(String table) {
        var owned = table.split(" ");
        run(
                "update tailrace.ownership set owner = '%s' where table_id = (select id from tailrace.source_table where name = '%s')"
                        .formatted(owned[1], owned[0]));
        assertRefused();
        assertThat(count("select count(*) from tailrace.migration where aborted_at is not null"))
                .isZero();
        assertThat(count("select count(*) from tailrace.pass where closed_at is not null"))
                .isZero();
        assertThat(count("select count(*) from tailrace.audit where type = 'TableAborted'"))
                .isZero();
        run("update tailrace.ownership set owner = 'SOURCE'");
        assertThat(abort()).isInstanceOf(Turn.Done.class);
        assertThat(count("select count(*) from tailrace.pass where closed_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void aPassIsNotClosedOnceTheTargetOwnsTheData() {
        CrashPoints.arm((commit, moment) -> {
            if (commit == Commit.ABORTED && moment == CrashPoints.Moment.AFTER) {
                run("update tailrace.ownership set owner = 'TARGET'");
            }
        });
        assertRefused();
        assertThat(count("select count(*) from tailrace.pass where closed_at is not null"))
                .isZero();
    }
}
