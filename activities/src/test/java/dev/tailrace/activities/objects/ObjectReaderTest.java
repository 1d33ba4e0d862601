package dev.tailrace.activities.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.lane.CrashPoints.Moment;
import dev.tailrace.activities.objects.FakeS3.Answer;
import dev.tailrace.activities.postgres.ddl.ObjectsSql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects of S3 are read into a table next to that of the rows that point to them: a real Postgres, and S3's words over HTTP. */
@Tag("stack")
class ObjectReaderTest {
    private static final int MOST = 1_000;

    private FakeS3 store;
    private S3Client client;
    private Bench bench;

    @BeforeEach
    void begin() throws IOException, SQLException {
        store = new FakeS3();
        client = store.client();
    }

    @AfterEach
    void end() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        client.close();
        store.close();
    }

    private ObjectReader reader(String bucket) throws SQLException {
        return reader(bucket, MOST);
    }

    private ObjectReader reader(String bucket, int most) throws SQLException {
        var asked = new TargetOptions.Objects(List.of("grp"), bucket, most);
        bench = new Bench(null, new TargetOptions(null, false, List.of(), List.of(), null, List.of(), asked));
        for (var ddl : ObjectsSql.create("public", "things")) {
            bench.run(ddl);
        }
        bench.run(ObjectsSql.index("public", "things", "grp"));
        return again();
    }

    /** As a worker that goes on where another one was. */
    private ObjectReader again() {
        return new ObjectReader(bench.table, () -> client, Duration.ZERO);
    }

    private void rows(String... pointers) throws SQLException {
        for (var pointer : pointers) {
            bench.run("insert into things (grp, id) values ('%1$s', '%1$s')".formatted(pointer));
        }
    }

    private String read() throws SQLException {
        return bench.one(
                String.class,
                "select coalesce(string_agg(pointer || '=' || coalesce(convert_from(content, 'UTF8'), problem), ' ' order by pointer),"
                        + " '') from things_objects");
    }

    private void later() throws SQLException {
        bench.run("update things_objects set again_at = now() - interval '1 second' where again_at is not null");
    }

    @Test
    void whatRowsPointToIsReadOnceAndStandsBesideThem() throws Exception {
        var reader = reader(null);
        store.put("docs/a b+c/ü", "first").put("docs/2", "").put("other/2", new Answer.Chunked(new byte[MOST]));
        rows("s3://docs/a b+c/ü", "s3://docs/2", "s3://other/2");
        bench.run("insert into things (grp, id) values ('s3://docs/2', 'points there too')");
        reader.step();
        reader.step();
        assertThat(store.asked()).containsExactlyInAnyOrder("docs/a b+c/ü", "docs/2", "other/2");
        assertThat(bench.one(
                        String.class,
                        "select string_agg(t.id || '=' || octet_length(o.content), ' ' order by t.id) from things t"
                                + " join things_objects o on o.pointer = t.grp"))
                .isEqualTo("points there too=0 s3://docs/2=0 s3://docs/a b+c/ü=5 s3://other/2=1000");
        assertThat(bench.one(
                        String.class,
                        "select etag || ' ' || type || ' ' || attempts || ' ' || coalesce(again_at::text, 'never') from things_objects"
                                + " where pointer = 's3://docs/2'"))
                .isEqualTo("\"6\" text/plain 1 never");
    }

    @Test
    void aRowThatPointsElsewhereIsServedAnewAndOneThatIsDeletedNoMore() throws Exception {
        var reader = reader(null);
        store.put("docs/1", "one").put("docs/2", "two");
        rows("s3://docs/1");
        reader.step();
        bench.run("update things set grp = 's3://docs/2'");
        reader.step();
        assertThat(read()).isEqualTo("s3://docs/1=one s3://docs/2=two");
        bench.run("delete from things_objects where pointer not in (select grp from things)");
        bench.run("delete from things");
        reader.step();
        assertThat(store.asked()).containsExactly("docs/1", "docs/2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "s3://docs/no|TR-Q006: S3 has no such object (NoSuchKey).",
                "s3://docs/403|TR-Q006: S3 does not allow it (AccessDenied): a worker needs s3:GetObject on it.",
                "s3://docs/400|TR-Q006: S3 refuses it (InvalidObjectState).",
                "s3://docs/large|TR-Q006: It is larger than the 1,000 bytes that the file allows.",
                "s3://docs/chunked|TR-Q006: It is larger than the 1,000 bytes that the file allows.",
                "s3://docs/cut|TR-Q006: Its content ended early.",
                "http://docs/x|TR-Q006: It is not s3://bucket/key, and the file states no bucket.",
                "s3://docs|TR-Q006: It has no key of 1 to 1,024 bytes.",
                "s3://127.0.0.1:80/x|TR-Q006: It names no bucket that S3 can have.",
                "s3://../x|TR-Q006: It names no bucket that S3 can have.",
            })
    void whatCannotBeReadIsNamedWithItsReasonAndTheOthersAreRead(String pointer, String problem) throws Exception {
        var reader = reader(null);
        store.put("docs/403", new Answer.Error(403, "AccessDenied"))
                .put("docs/400", new Answer.Error(400, "InvalidObjectState"))
                .put("docs/large", new Answer.Content(new byte[MOST + 1]))
                .put("docs/chunked", new Answer.Chunked(new byte[MOST + 1]))
                .put("docs/cut", new Answer.Cut(new byte[100]))
                .put("docs/a", "1")
                .put("docs/z", "2");
        rows("s3://docs/a", pointer, "s3://docs/z");
        reader.step();
        assertThat(
                        bench.one(
                                String.class,
                                "select problem from things_objects where content is null and again_at > now() + interval '55 seconds'"))
                .isEqualTo(problem);
        assertThat(read()).contains("s3://docs/a=1", "s3://docs/z=2");
    }

    @Test
    void aTextThatIsLongerThanAnyNameIsNotAskedFor() throws Exception {
        var reader = reader("docs");
        rows("k".repeat(1_024), "k".repeat(1_093), "k".repeat(4_000));
        reader.step();
        assertThat(store.asked()).containsExactly("docs/" + "k".repeat(1_024));
        assertThat(bench.one(Integer.class, "select count(*) from things_objects"))
                .isEqualTo(2);
    }

    @Test
    void aStatedBucketIsTheOnlyOneThatIsAsked() throws Exception {
        var reader = reader("docs");
        store.put("docs/key", "bare").put("docs/full", "named").put("payroll/all", "secret");
        rows("key", "s3://docs/full", "s3://payroll/all");
        reader.step();
        assertThat(read())
                .isEqualTo("key=bare s3://docs/full=named"
                        + " s3://payroll/all=TR-Q006: It names another bucket than the file allows.");
        assertThat(store.asked()).doesNotContain("payroll/all");
    }

    @Test
    void whatWasNotThereIsTriedAgainLaterAndLaterAndReadWhenItIs() throws Exception {
        var reader = reader(null);
        rows("s3://docs/1");
        for (int attempt = 1; attempt <= 8; attempt++) {
            reader.step();
            reader.step();
            assertThat(store.asked()).as("not again before its time").hasSize(attempt);
            int minutes = Math.min(60, 1 << (attempt - 1));
            assertThat(bench.one(
                            Boolean.class,
                            "select again_at between now() + interval '%1$d minutes' - interval '30 seconds' and now() + interval '%1$d minutes'"
                                            .formatted(minutes)
                                    + " from things_objects"))
                    .isTrue();
            later();
        }
        store.put("docs/1", "at last");
        reader.step();
        assertThat(read()).isEqualTo("s3://docs/1=at last");
        assertThat(bench.one(String.class, "select problem from things_objects"))
                .isNull();
    }

    @Test
    void whereS3IsAwayNothingIsNotedAndAllIsReadWhenItIsBack() throws Exception {
        var reader = reader(null);
        store.put("docs/1", "one").put("docs/2", "two");
        rows("s3://docs/1", "s3://docs/2");
        store.away(true);
        reader.step();
        assertThat(read()).isEmpty();
        store.away(false);
        reader.step();
        assertThat(read()).isEqualTo("s3://docs/1=one s3://docs/2=two");
    }

    @Test
    void anObjectThatIsNotGivenInTimeIsNamedAndTheOthersAreRead() throws Exception {
        reader(null);
        store.put("docs/1", "one").put("docs/2", new Answer.Silence()).put("docs/3", "three");
        rows("s3://docs/1", "s3://docs/2", "s3://docs/3");
        try (var hasty = store.client(Duration.ofSeconds(2))) {
            new ObjectReader(bench.table, () -> hasty, Duration.ZERO).step();
        }
        assertThat(read())
                .isEqualTo("s3://docs/1=one s3://docs/2=TR-Q006: S3 does not give it within the time of one call."
                        + " s3://docs/3=three");
    }

    @Test
    void oneObjectThatS3FailsOnDoesNotHoldUpTheOthers() throws Exception {
        var reader = reader(null);
        store.put("docs/0", new Answer.Error(500, "InternalError"));
        for (int i = 1; i < 40; i++) {
            store.put("docs/" + i, "x");
            rows("s3://docs/" + i);
        }
        rows("s3://docs/0");
        for (int i = 0; i < 10; i++) {
            reader.step();
        }
        assertThat(bench.one(Integer.class, "select count(*) from things_objects where content is not null"))
                .isEqualTo(39);
        store.put("docs/0", "x");
        reader.step();
        assertThat(bench.one(Integer.class, "select count(*) from things_objects where content is not null"))
                .isEqualTo(40);
    }

    /** Dies as a process does: nothing catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aCrashAtTheCommitCostsNoMoreThanReadingAgain(Moment moment) throws Exception {
        var reader = reader(null);
        store.put("docs/1", "one").put("docs/2", "two");
        rows("s3://docs/1", "s3://docs/2", "s3://docs/3");
        CrashPoints.arm((commit, when) -> {
            if (commit == Commit.OBJECTS_WRITTEN && when == moment) {
                throw new Crash();
            }
        });
        assertThatThrownBy(reader::step).isInstanceOf(Crash.class);
        CrashPoints.arm(CrashPoints.Stop.NONE);
        again().step();
        assertThat(read())
                .isEqualTo("s3://docs/1=one s3://docs/2=two s3://docs/3=TR-Q006: S3 has no such object (NoSuchKey).");
        assertThat(bench.one(Integer.class, "select max(attempts) from things_objects"))
                .isEqualTo(1);
    }

    @Test
    void aReaderThatComesLateTakesNothingFromAnother() throws Exception {
        var reader = reader(null);
        store.put("docs/1", "as the row was born");
        rows("s3://docs/1");
        var sql = new ObjectSql("public", "things", "grp");
        reader.step();
        try (var connection = bench.connection()) {
            sql.write(
                    connection,
                    new TreeMap<>(Collections.singletonMap(
                            "s3://docs/1", new ObjectStore.Answer.Refused("It is gone by now."))));
            Commit.OBJECTS_WRITTEN.on(connection);
        }
        assertThat(read()).isEqualTo("s3://docs/1=as the row was born");
    }

    @Test
    void aRowThatSomebodyHoldsLockedIsNotWaitedFor() throws Exception {
        var reader = reader(null);
        store.put("docs/1", "one");
        rows("s3://docs/1");
        try (var holder = bench.connection();
                var statement = holder.createStatement()) {
            statement.execute("lock table things in share row exclusive mode");
            statement.execute("update things set n = 1");
            reader.step();
            assertThat(read()).isEqualTo("s3://docs/1=one");
            holder.rollback();
        }
    }

    @Test
    void ofManyThoseThatAreLeftAreFoundWindowByWindow() throws Exception {
        var reader = reader("docs");
        int many = ObjectSql.WINDOW + 500;
        bench.run("insert into things (grp, id) select 'k' || lpad(i::text, 6, '0'), i from generate_series(1, %d) i"
                .formatted(many));
        bench.run("insert into things_objects (pointer, content) select 'k' || lpad(i::text, 6, '0'), '' from"
                + " generate_series(1, %d) i where i not in (7, 5000, %d)".formatted(many, many));
        var left = List.of("k000007", "k005000", "k%06d".formatted(many));
        left.forEach(key -> store.put("docs/" + key, key));
        reader.step();
        assertThat(store.asked())
                .containsExactlyInAnyOrderElementsOf(
                        left.stream().map(key -> "docs/" + key).toList());
    }

    @Test
    void pointersAreWalkedByTheirIndex() throws Exception {
        reader("docs");
        bench.run(
                "insert into things (grp, id, rest) select 'k' || i, i, to_jsonb(repeat('x', 500)) from generate_series(1, 50000) i");
        bench.run("analyze things");
        var look = new ObjectSql("public", "things", "grp").lookStatement();
        assertThat(String.join(
                        "\n",
                        DSL.using(bench.pool, SQLDialect.POSTGRES)
                                .fetch("explain " + look, "k1", ObjectSql.WINDOW)
                                .getValues(0, String.class)))
                .contains("Index Only Scan using things_objects_grp on things");
    }

    @Test
    void nothingIsKeptInMemoryBeyondAChunk() throws Exception {
        int most = 4 << 20;
        var reader = reader("docs", most);
        for (int i = 0; i < 12; i++) {
            store.put("docs/" + i, new Answer.Content(new byte[most]));
            rows("" + i);
        }
        for (int i = 0; i < 20 && bench.one(Integer.class, "select count(*) from things_objects") < 12; i++) {
            reader.step();
        }
        assertThat(bench.one(Integer.class, "select count(*) from things_objects"))
                .isEqualTo(12);
        assertThat(bench.one(
                        Integer.class,
                        "select max(n) from (select count(*)::int n from things_objects group by read_at) c"))
                .as("16 MiB in one transaction")
                .isLessThanOrEqualTo(4);
    }
}
