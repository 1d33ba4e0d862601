package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.file.TargetOptions.ForeignKey;
import dev.tailrace.activities.postgres.ddl.ConstraintSql;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.table.VerificationOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("stack")
@Timeout(60)
class ConstraintCheckTest {
    private static final TargetOptions OPTIONS = new TargetOptions(
            null,
            false,
            List.of(List.of("n")),
            List.of(new ForeignKey(List.of("grp"), "groups", List.of("name"))),
            null,
            List.of(),
            null);

    @Test
    void whatConstraintsWouldRefuseIsFoundWithItsKeysAndNothingElse() throws Exception {
        var bench = new Bench();
        bench.run("create table groups (name text collate \"C\" primary key)");
        bench.run("insert into groups values ('a'), ('b')");
        bench.run("insert into things (grp, id, n) values ('a', '1', 7), ('a', '2', 7), ('b', '3', 7), ('b', '4', 8),"
                + " ('a', '5', null), ('a', '6', null), ('c', '7', 9)");

        assertThat(violations(bench, OPTIONS))
                .containsExactly(
                        new Violation(
                                "duplicate",
                                "things",
                                "things is not unique by [n]; values in more than one row: 1",
                                List.of("[n] is [\"7\"] in 3 rows, keys [\"a\", \"1\"] and [\"b\", \"3\"]")),
                        new Violation(
                                "orphan",
                                "things",
                                "things refers by [grp] to what is not in groups; rows: 1",
                                List.of("key [\"c\", \"7\"]: [grp] is [\"c\"], which is not in groups")));

        bench.run("delete from things where id in ('1', '2', '7')");
        assertThat(violations(bench, OPTIONS)).isEmpty();
        Stream.concat(
                        ConstraintSql.unique("public", "things", OPTIONS).stream(),
                        ConstraintSql.foreignKeys("public", "things", OPTIONS).stream())
                .forEach(bench::run);
        assertThat(bench.one(
                        Integer.class,
                        "select count(*)::int from pg_constraint where convalidated and contype in ('u', 'f')"
                                + " and conrelid = 'things'::regclass"))
                .isEqualTo(2);
    }

    @Test
    void manyAreCountedAndSomeShown() throws Exception {
        var bench = new Bench();
        bench.run("create table groups (name text primary key)");
        bench.run("insert into things (grp, id, n) select 'g', i, i / 2 from generate_series(0, 199) i");

        assertThat(violations(bench, OPTIONS))
                .extracting(v -> v.sentence() + " of " + v.details().size())
                .containsExactly(
                        "things is not unique by [n]; values in more than one row: 100 of 20",
                        "things refers by [grp] to what is not in groups; rows: 200 of 20");
    }

    @Test
    void whatCannotBeLookedAtStopsNothing() throws Exception {
        assertThat(violations(new Bench(), OPTIONS))
                .containsExactly(new Violation(
                        "unchecked",
                        "things",
                        "things, references to groups could not be looked at: SQLSTATE 42P01",
                        List.of()));
    }

    private static List<Violation> violations(Bench bench, TargetOptions options) throws Exception {
        var t = bench.table;
        var spec = new TableSpec(
                t.spec().from(),
                t.spec().mapper(),
                t.spec().backfill(),
                false,
                false,
                true,
                Map.of("things", options),
                0,
                VerificationOptions.FULL);
        var table =
                new LoadedTable(t.id(), t.ref(), t.migration(), spec, t.mapper(), t.capacity(), t.target(), t.source());
        return new ConstraintCheck(table, Heartbeat.none()).violations();
    }
}
