package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static dev.tailrace.activities.engine.Items.key;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.repair.RepairActivities.RepairRequest;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;

/** A bench with differences as a verification has stored them, and the source that a repair reads. */
abstract class StoredDifferences {
    static final long RUN = 7;

    final LocalThings source = new LocalThings();
    Bench bench;
    private int differences;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source);
    }

    RepairRequest request(long command, boolean deleteForeign) {
        return new RepairRequest(bench.table.ref(), bench.passId, 0, command, deleteForeign, "ann");
    }

    void different(String kind, String id, String grp) {
        difference(kind, "things", key(id), "key [\"%s\",\"%s\"], columns [\"n\"]".formatted(grp, id));
    }

    void foreign(String grp) {
        difference("extra", "things", null, detail(grp));
    }

    static String detail(String grp) {
        return "key [\"%s\"]".formatted(grp);
    }

    /** As a verification stores it. */
    void difference(String kind, String target, Item item, String detail) {
        if (differences == 0) {
            Stored.verdict(bench, RUN);
        }
        var sql = DSL.using(bench.pool, SQLDialect.POSTGRES);
        sql.execute(
                "insert into tailrace.difference (pass_id, run, number, kind, target, source_key, detail) values (?, ?, ?, ?, ?, ?, ?)",
                bench.passId,
                RUN,
                ++differences,
                kind,
                target,
                item == null ? "" : DynamoJson.write(item),
                detail);
    }

    void copied(Item... items) throws Exception {
        new Copying(bench, 1).last(items);
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
    }

    /** Position, written, removed, foreign left, of the last repair. */
    String counts() {
        return bench.one(
                String.class,
                "select concat_ws(' ', position, written, removed, foreign_left) from tailrace.repair order by command desc limit 1");
    }

    List<String> quarantined() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select (source_key::jsonb -> 'id' ->> 'S') || ' ' || code from tailrace.quarantine order by 1")
                .getValues(0, String.class);
    }

    List<String> events() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select actor || ': ' || payload::text from tailrace.audit where type = 'Repaired' order by seq")
                .getValues(0, String.class);
    }
}
