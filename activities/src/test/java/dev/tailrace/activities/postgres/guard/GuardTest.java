package dev.tailrace.activities.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.lane.Ownership.Owner;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** Who may write the target, and what is recorded of it (R8, R9, R10). */
@Tag("stack")
@Timeout(120)
class GuardTest {
    private static final String ROW = "insert into things values ('a', '1', 1, '{}')";

    static final List<String> WRITES = List.of(
            ROW,
            ROW + " on conflict (grp, id) do update set n = 3",
            "insert into things values ('g', 'there', 1, '{}') on conflict (grp, id) do update set n = 3",
            "insert into things values ('g', 'there', 1, '{}') on conflict do nothing",
            "update things set n = n",
            "delete from things",
            "merge into things t using (values ('a', '2')) v(g, i) on t.grp = v.g and t.id = v.i"
                    + " when not matched then insert values (v.g, v.i, 1, '{}')",
            "with gone as (delete from things returning *) select * from gone");

    private static Stream<Arguments> refusals() {
        return Stream.of(Owner.SOURCE, Owner.FENCED)
                .flatMap(o -> WRITES.stream().map(w -> Arguments.of(o, w)));
    }

    static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("TR030"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aWriteIsRefusedUnlessTheTargetOwnsTheData(Owner owner, String write) throws Exception {
        var guarded = new Guarded();
        guarded.copied("insert into things values ('g', 'there', 2, '{}')");
        guarded.armed(owner);

        assertRefused(() -> guarded.application(write));

        assertThat(guarded.bench.rows()).containsExactly(Map.entry("g/there", 2));
    }

    @Test
    void copyIsRefusedAndRecordedAsAnyWrite() throws Exception {
        var guarded = new Guarded().arm();

        assertRefused(() -> copy(guarded));
        guarded.give(Owner.TARGET);
        copy(guarded);

        assertThat(guarded.outbox())
                .containsExactly(" → {\"id\": \"1\", \"grp\": \"x\"}", " → {\"id\": \"2\", \"grp\": \"y\"}");
    }

    private static void copy(Guarded guarded) throws Exception {
        try (var connection = guarded.as(Guarded.APPLICATION).getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy things (grp, id, n) from stdin", new StringReader("x\t1\t1\ny\t2\t2\n"));
        }
    }

    @Test
    void aRefusalSaysWhatWhyAndWhatToDo() throws Exception {
        var guarded = new Guarded().arm();

        assertThatThrownBy(() -> guarded.application(ROW)).isInstanceOfSatisfying(PSQLException.class, e -> {
            var message = e.getServerErrorMessage();
            assertThat(message.getMessage())
                    .isEqualTo("Cannot write table public.things: its data belongs to DynamoDB table Things until"
                            + " migration bench has cut over.");
            assertThat(message.getHint()).contains("Write to DynamoDB", "tailrace status bench");
        });
        guarded.give(Owner.FENCED);
        assertThatThrownBy(() -> guarded.application(ROW)).hasMessageContaining("handing its data back");
    }

    @Test
    void theKeysOfEachWriteAreRecordedOldAndNew() throws Exception {
        var guarded = new Guarded();
        guarded.copied("insert into things values ('g', 'there', 2, '{}')");
        guarded.armed(Owner.TARGET);

        guarded.application(
                ROW,
                "update things set n = 5 where id = '1'",
                "update things set grp = 'b' where id = '1'",
                "insert into things values ('b', '1', 7, '{}') on conflict (grp, id) do update set n = excluded.n",
                "insert into things values ('b', '1', 7, '{}') on conflict do nothing",
                "merge into things t using (values ('b', '1')) v(g, i) on t.grp = v.g and t.id = v.i when matched then delete",
                "delete from things");

        assertThat(guarded.outbox())
                .containsExactly(
                        " → " + key("a", "1"),
                        key("a", "1") + " → " + key("a", "1"),
                        key("a", "1") + " → " + key("b", "1"),
                        key("b", "1") + " → " + key("b", "1"),
                        key("b", "1") + " → ",
                        key("g", "there") + " → ");
    }

    private static String key(String group, String id) {
        return "{\"id\": \"%s\", \"grp\": \"%s\"}".formatted(id, group);
    }

    @Test
    void nothingIsRecordedWhileTheSourceOwnsTheData() throws Exception {
        var guarded = new Guarded().arm();
        guarded.engine("alter table things disable trigger tailrace_guard");

        guarded.application(ROW);

        assertThat(guarded.outbox()).isEmpty();
    }

    @Test
    void whatIsRolledBackIsNotRecorded() throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);

        guarded.application("begin", ROW, "rollback", "begin", "savepoint s", ROW, "rollback to s", "commit");

        assertThat(guarded.outbox()).isEmpty();
    }

    @Test
    void theEngineIsLetPassAndNotRecorded() throws Exception {
        var guarded = new Guarded().arm();

        guarded.copied(ROW);
        guarded.copied("truncate things");
        guarded.copied(ROW);

        assertThat(guarded.bench.rows()).hasSize(1);
        assertThat(guarded.outbox()).isEmpty();
    }

    @Test
    void anApplicationThatLogsInAsTheEngineIsGuardedAndRecorded() throws Exception {
        var guarded = new Guarded().arm();

        assertRefused(() -> guarded.engine(ROW));
        guarded.give(Owner.TARGET);
        guarded.engine(ROW);

        assertThat(guarded.outbox()).hasSize(1);
    }

    @Test
    void anApplicationThatClaimsToBeTheEngineIsGuardedAndRecorded() throws Exception {
        var guarded = new Guarded().arm();

        assertRefused(() -> guarded.application("set tailrace.origin = 'forward'", ROW));
        guarded.give(Owner.TARGET);
        guarded.application("set tailrace.origin = 'forward'", ROW);

        assertThat(guarded.outbox()).hasSize(1);
    }

    @Test
    void aReplicationRoleTurnsNothingOff() throws Exception {
        var guarded = new Guarded().arm();
        var superuser = guarded.as("postgres");

        assertRefused(() -> Guarded.by(superuser, "set session_replication_role = replica", ROW));
        guarded.give(Owner.TARGET);
        Guarded.by(superuser, "set session_replication_role = replica", ROW);

        assertThat(guarded.outbox()).hasSize(1);
        assertThatThrownBy(() -> Guarded.by(superuser, "set session_replication_role = replica", "truncate things"))
                .hasMessageContaining("Cannot truncate table public.things");
    }

    @Test
    void truncateIsRefusedAlsoWhileTheTargetOwnsTheData() throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        guarded.engine("grant truncate on things to application");

        assertThatThrownBy(() -> guarded.application("truncate things"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("TR031"));
        assertThat(guarded.state().notes()).singleElement().asString().contains("granted to application, and refused");
    }

    @Test
    void whatForeignKeysDoIsRecorded() throws Exception {
        var guarded = new Guarded();
        guarded.copied("insert into things values ('g', 'one', 2, '{}'), ('g', 'two', 2, '{}')");
        guarded.engine(
                "create table parents (id text primary key)",
                "insert into parents values ('one'), ('two')",
                "alter table things add foreign key (id) references parents on delete cascade on update cascade");
        guarded.grant();
        guarded.armed(Owner.TARGET);

        guarded.application("delete from parents where id = 'one'", "update parents set id = '2' where id = 'two'");

        assertThat(guarded.outbox()).containsExactly(key("g", "one") + " → ", key("g", "two") + " → " + key("g", "2"));
    }

    @Test
    void offAnyWriteIsTakenAndNoneRecorded() throws Exception {
        var guarded = new Guarded().arm();
        Guard.disarm(guarded.engine, guarded.table.ref(), guarded.table.id());
        Guard.disarm(guarded.engine, guarded.table.ref(), guarded.table.id());

        guarded.application(ROW);

        assertThat(guarded.outbox()).isEmpty();
        assertThat(guarded.state().armed()).isFalse();
        assertThat(guarded.bench.one(Long.class, "select count(*) from tailrace.ownership"))
                .isZero();
        assertThat(guarded.bench.one(Long.class, "select count(*) from pg_proc where proname like 'record\\_1\\_%'"))
                .isZero();
        assertThat(guarded.bench.one(String.class, "select string_agg(type, ' ' order by seq) from tailrace.audit"))
                .isEqualTo("GuardArmed GuardDisarmed");
    }

    @Test
    void offWhoseTheDataIsStaysKnown() throws Exception {
        var guarded = new Guarded().armed(Owner.FENCED);
        assertThatThrownBy(() -> Guard.disarm(guarded.engine, guarded.table.ref(), guarded.table.id()))
                .hasMessageContaining("rollback is under way");
        guarded.give(Owner.TARGET);

        Guard.disarm(guarded.engine, guarded.table.ref(), guarded.table.id());

        assertThat(guarded.bench.one(String.class, "select owner || recording from tailrace.ownership"))
                .isEqualTo("TARGETfalse");
    }
}
