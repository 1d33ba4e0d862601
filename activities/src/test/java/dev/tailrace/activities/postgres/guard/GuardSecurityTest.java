package dev.tailrace.activities.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that may write its tables cannot write past the guard, or write the control schema. */
@Tag("stack")
@Timeout(120)
class GuardSecurityTest {
    private static final String ROW = "insert into public.things values ('a', '1', 1, '{}')";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from tailrace.ownership",
                "update tailrace.ownership set owner = 'TARGET'",
                "select * from tailrace.outbox",
                "insert into tailrace.outbox (table_id, target) values (1, 'things')",
                "delete from tailrace.outbox",
                "delete from tailrace.guarded",
                "delete from tailrace.unrecorded",
                "select tailrace.owner_of(1)",
                "select tailrace.retire('things')",
                "select tailrace.guard()",
                "create table mine (id int); create trigger t before insert on mine for each row execute function tailrace.guard('1')",
                "create table mine (grp text, id text);"
                        + " create trigger t after insert on mine for each row execute function tailrace.record_1_things()",
                "alter table things disable trigger tailrace_guard",
                "drop trigger tailrace_guard on things",
                "set session_replication_role = replica",
                "set session authorization engine",
                "truncate things"
            })
    void theApplicationHasNoRightButToItsTables(String statement) throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        guarded.engine("grant create on schema public to application");
        guarded.application(ROW);

        assertThatThrownBy(() -> guarded.application(statement))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThat(guarded.outbox()).hasSize(1);
    }

    /** Even with the schema's usage and the right to call them, which nothing grants. */
    @Test
    void theFunctionsGiveNothingAwayToWhoCallsThem() throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        guarded.engine("grant usage on schema tailrace to application", "grant execute on all functions in schema tailrace to application");

        assertThatThrownBy(() -> guarded.application("select tailrace.guard()")).hasMessageContaining("only be called as triggers");
        assertThatThrownBy(() -> guarded.application("select tailrace.record_1_things()"))
                .hasMessageContaining("only be called as triggers");
        assertThatThrownBy(() -> guarded.application("select tailrace.retire('things')")).hasMessageContaining("no partition");
    }

    @Test
    void aPartitionIsRetiredByTheOwnerOnly() throws Exception {
        var guarded = new Guarded();
        guarded.engine(
                "drop table things",
                "create table things (grp text, id text, n int, rest jsonb, primary key (grp, id)) partition by range (grp)",
                "create table low partition of things for values from ('a') to ('g')");
        guarded.grant();
        guarded.armed(Owner.TARGET);
        guarded.engine("grant usage on schema tailrace to application", "grant execute on function tailrace.retire to application");

        assertThatThrownBy(() -> guarded.application("select tailrace.retire('low')"))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                .hasMessageContaining("does not own it");
    }

    /** What comes first in a session's search path, or in its temporary schema, is not what the functions call. */
    @Test
    void whatASessionPutsBeforePgCatalogDoesNotMatter() throws Exception {
        var guarded = new Guarded().arm();
        guarded.bench.run("create schema evil authorization application");
        var hostile = new String[] {
            "grant usage on schema evil to public",
            "create function evil.yes(varchar, varchar) returns boolean language sql as 'select true'",
            "create function evil.yes(text, text) returns boolean language sql as 'select true'",
            "create function evil.yes(name, name) returns boolean language sql as 'select false'",
            "create operator evil.= (function = evil.yes, leftarg = varchar, rightarg = varchar)",
            "create operator evil.= (function = evil.yes, leftarg = text, rightarg = text)",
            "create operator evil.<> (function = evil.yes, leftarg = name, rightarg = name)",
            "create function evil.pg_advisory_xact_lock_shared(int, int) returns void language sql as 'select'",
            "create function evil.current_setting(text, boolean) returns text language sql as 'select ''forward'''",
            "create function evil.current_setting(text) returns text language sql as 'select ''read committed'''",
            "create function evil.jsonb_build_object(text, text, text, text) returns jsonb language sql as 'select null::jsonb'",
            "create temporary table varchar (a int)",
            "create temporary table text (a int)",
            "create temporary table jsonb (a int)",
            "create temporary table bool (a int)",
            "create temporary table int8 (a int)",
            "create temporary table ownership (table_id int, owner pg_catalog.text, recording pg_catalog.bool)",
            "create temporary table outbox (a int)",
            "set search_path = evil, pg_temp, pg_catalog, public",
        };
        try (var application = guarded.as(Guarded.APPLICATION).getConnection()) {
            for (var statement : hostile) {
                Guarded.execute(application, statement);
            }
            GuardTest.assertRefused(() -> Guarded.execute(application, ROW));
            guarded.give(Owner.TARGET);
            Guarded.execute(application, ROW);
        }
        assertThat(guarded.outbox()).containsExactly(" → {\"id\": \"1\", \"grp\": \"a\"}");
    }

    /** A session may print values as it likes, and read texts with backslashes as escapes. */
    @Test
    void keysAreRecordedAsCanonicalTextWhateverASessionSets() throws Exception {
        var columns = Map.of("at", column("timestamptz"), "day", column("date"), "raw", column("bytea"), "amount", column("numeric"));
        var guarded = new Guarded(mapping("things", List.of("id", "at", "day", "raw", "amount"), columns)).armed(Owner.TARGET);
        // In a block, since the driver refuses to talk to a session whose dates it cannot read.
        guarded.application("set standard_conforming_strings = off", """
                do $$ begin
                  set local timezone = 'Asia/Kathmandu';
                  set local datestyle = 'SQL, DMY';
                  set local bytea_output = 'escape';
                  set local extra_float_digits = -15;
                  insert into things (id, at, day, raw, amount)
                  values ('1', '2026-02-03 04:05:06.7+00', date '2026-02-03', decode('00ff', 'hex'), 1.50);
                end $$""");

        assertThat(guarded.bench.one(String.class, """
                        select concat_ws(' ', new_key ->> 'at', new_key ->> 'day', new_key ->> 'raw', new_key ->> 'amount')
                          from tailrace.outbox"""))
                .isEqualTo("2026-02-03 04:05:06.7+00 2026-02-03 \\x00ff 1.50");
    }

    @Test
    void namesThatAreStatementsAreNames() throws Exception {
        var table = "t'); drop table x; -- \"$tailrace$ \\";
        var key = "k\" || ' \\' $tailrace$, --";
        var guarded = new Guarded(mapping(table, List.of("id", key), Map.of(key, column("text")))).arm();
        var quotedTable = '"' + table.replace("\"", "\"\"") + '"';
        var quotedKey = '"' + key.replace("\"", "\"\"") + '"';
        var row = "insert into %s (id, %s) values ('1', 'v')".formatted(quotedTable, quotedKey);

        GuardTest.assertRefused(() -> guarded.application("set standard_conforming_strings = off", row));
        guarded.give(Owner.TARGET);
        guarded.application("set standard_conforming_strings = off", row);

        assertThat(guarded.state().isWhole()).isTrue();
        assertThat(guarded.bench.one(String.class, "select target from tailrace.outbox")).isEqualTo(table);
        assertThat(guarded.bench.one(String.class, "select new_key ->> ? from tailrace.outbox", key)).isEqualTo("v");
        Guard.disarm(guarded.engine, guarded.table.ref(), guarded.table.id());
        guarded.application("delete from " + quotedTable);
    }

    @Test
    void aRowOfAnOwnedTableIsRecordedWithItsSourceKeys() throws Exception {
        var owned = new MappingSpec(
                List.of(new MappingSpec.Rule(
                        Map.of(), "things", List.of("grp"), Map.of("grp", column("text"), "id", column("text")), null, null, Map.of(), true)),
                MappingSpec.Else.REFUSE);
        var guarded = new Guarded(owned).armed(Owner.TARGET);

        guarded.application(
                "insert into things (grp, id) values ('g', '1')",
                "update things set _source_key = '{\"id\": 1}'",
                "update things set _source_key = '{\"id\": 2}'",
                "delete from things");

        assertThat(guarded.bench.one(String.class, """
                        select string_agg(concat(old_source_key, '>', new_source_key), ' ' order by id) from tailrace.outbox"""))
                .isEqualTo("> >{\"id\": 1} {\"id\": 1}>{\"id\": 2} {\"id\": 2}>");
    }

    @Test
    void aTableOfAnotherRoleIsGuardedOnlyWithItsOwnersRights() throws Exception {
        var guarded = new Guarded();
        guarded.bench.run("do $$ begin create role table_owner login; exception when duplicate_object or unique_violation then null; end $$");
        guarded.bench.run("revoke table_owner from engine");
        guarded.bench.run("alter table things owner to table_owner");

        assertThatThrownBy(guarded::arm).hasMessageContaining("TR-T033").hasMessageContaining("table_owner");

        guarded.bench.run("grant table_owner to engine");
        guarded.arm();
        assertThat(guarded.state().isWhole()).isTrue();
        guarded.bench.run("revoke table_owner from engine");
    }

    /** Postgres looks at his right on the triggers' functions when he makes a partition. */
    @Test
    void theOwnerOfATableMakesAndRetiresItsPartitions() throws Exception {
        var guarded = new Guarded();
        guarded.bench.run("do $$ begin create role maker login; exception when duplicate_object or unique_violation then null; end $$");
        guarded.bench.run("grant maker to engine");
        guarded.bench.run("alter schema public owner to maker");
        guarded.bench.run("grant usage on schema public to engine, application");
        Guarded.by(
                guarded.as("postgres"),
                "drop table things",
                "set role maker",
                "create table things (grp text, id text, n int, rest jsonb, primary key (grp, id)) partition by range (grp)",
                "grant all on things to application");
        guarded.armed(Owner.TARGET);

        Guarded.by(guarded.as("maker"), "create table low partition of things for values from ('a') to ('g')");
        guarded.application(ROW);
        Guarded.by(guarded.as("maker"), "select tailrace.retire('low')", "drop table low");

        assertThat(guarded.outbox())
                .containsExactly(" → {\"id\": \"1\", \"grp\": \"a\"}", "{\"id\": \"1\", \"grp\": \"a\"} → ");
        assertThat(guarded.state().unrecorded()).isEmpty();
    }

    private static MappingSpec mapping(String table, List<String> key, Map<String, ColumnSpec> columns) {
        return new MappingSpec(
                List.of(new MappingSpec.Rule(Map.of("id", MappingSpec.Condition.of("{id}")), table, key, columns, "rest")),
                MappingSpec.Else.REFUSE);
    }

    private static ColumnSpec column(String type) {
        return new ColumnSpec(null, type, null);
    }
}
