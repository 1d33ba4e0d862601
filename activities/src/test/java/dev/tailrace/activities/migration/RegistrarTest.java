package dev.tailrace.activities.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableActivities.Registration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I9: a name stands for one file from the first pass on. */
@Tag("stack")
class RegistrarTest {
    private final Stores stores = new Stores();
    private DataSource database;
    private String reference;

    @BeforeEach
    void open(@TempDir Path secrets) throws Exception {
        database = Bench.database();
        try (var connection = database.getConnection()) {
            var url = connection.getMetaData().getURL().replaceFirst("jdbc:postgresql://", "");
            var file = Files.writeString(
                    secrets.resolve("url"), "postgresql://postgres:postgres@" + url.replaceFirst("\\?.*", ""));
            reference = "file:" + file;
        }
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void theSameFileIsAResumeWhateverTheOrderOfItsFields() throws Exception {
        assertThat(register("m", "total: integer, placed: text")).isInstanceOf(Registered.Accepted.class);
        assertThat(register("m", "placed: text, total: integer")).isInstanceOf(Registered.Accepted.class);
        assertThat(events()).containsExactly("Registered", "WorkerBuild");
    }

    @Test
    void anotherMappingUnderTheNameIsRefusedOnceAPassWasOpenedAndChangesNothing() throws Exception {
        register("m", "total: integer");
        open();
        var before = stored();
        assertThat(refusal(register("m", "total: bigint"))).containsExactly("TR-F010");
        assertThat(stored()).isEqualTo(before);
        assertThat(events()).containsExactly("Registered", "WorkerBuild");
    }

    @Test
    void theNameOfAnAbortedMigrationThatOpenedAPassIsNotUsedAgain() throws Exception {
        register("m", "total: integer");
        open();
        abort();
        assertThat(refusal(register("m", "total: integer"))).containsExactly("TR-F011");
    }

    @Test
    void aMistakeInTheFileDoesNotCostTheNameWhileNothingWasCopied() throws Exception {
        register("m", "total: integer");
        DSL.using(database, SQLDialect.POSTGRES)
                .execute(
                        "update tailrace.source_table set copy_paused = true, phase_seq = 7, stream_enabled_by_us = true");
        assertThat(register("m", "total: bigint")).isInstanceOf(Registered.Accepted.class);
        abort();
        assertThat(register("m", "total: smallint")).isInstanceOf(Registered.Accepted.class);
        assertThat(register("m", "total: smallint")).isInstanceOf(Registered.Accepted.class);

        assertThat(stored()).singleElement().asString().contains("smallint").endsWith(" Orders");
        assertThat(state()).as("aborted, paused, last phase, stream to disable").isEqualTo("f f 7 t");
        assertThat(events()).containsExactly("Registered", "WorkerBuild", "FileReplaced", "FileReplaced");
    }

    private void open() {
        DSL.using(database, SQLDialect.POSTGRES).execute("""
                insert into tailrace.pass (table_id, number, segments, copy_window, stream_arn, consistent, estimated, opened_at)
                select id, 1, 1, 1, '', true, 0, now() from tailrace.source_table""");
    }

    private void abort() {
        DSL.using(database, SQLDialect.POSTGRES).execute("update tailrace.migration set aborted_at = now()");
    }

    private String state() {
        return DSL.using(database, SQLDialect.POSTGRES).fetchSingle("""
                        select format('%s %s %s %s', m.aborted_at is not null, t.copy_paused, t.phase_seq, t.stream_enabled_by_us)
                          from tailrace.migration m join tailrace.source_table t on t.migration = m.name""").get(0, String.class);
    }

    @Test
    void aFileOfAnotherNameThanTheWorkflowsIsRefusedBeforeAnythingIsWritten() throws Exception {
        assertThat(refusal(register("other", "total: integer"))).containsExactly("TR-F004");
        assertThat(stored()).isEmpty();
    }

    private Registered register(String workflow, String columns) throws Exception {
        var file = """
                {name: m, source: {dynamodb: {region: us-east-1}}, target: {postgres: {url: "%s", schema: public}},
                 tables: [{from: Orders, mapping: [{into: orders, key: [id], columns: {id: text, %s}, rest: more}]}]}""".formatted(reference, columns);
        var json = new ObjectMapper(new YAMLFactory()).readTree(file);
        return new Registrar(stores, false).register(new Registration(workflow, json));
    }

    private static List<String> refusal(Registered answer) {
        return ((Registered.Refused) answer)
                .problems().stream().map(Problem::code).toList();
    }

    private List<String> stored() throws SQLException {
        return DSL.using(database, SQLDialect.POSTGRES)
                .fetch("select m.digest || ' ' || m.file || ' ' || t.name from tailrace.migration m"
                        + " left join tailrace.source_table t on t.migration = m.name")
                .getValues(0, String.class);
    }

    private List<String> events() throws SQLException {
        return DSL.using(database, SQLDialect.POSTGRES)
                .fetch("select type from tailrace.audit order by seq")
                .getValues(0, String.class);
    }
}
