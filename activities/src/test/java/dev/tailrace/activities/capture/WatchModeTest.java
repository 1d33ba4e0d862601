package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.engine.Items;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.lane.CrashPoints.Moment;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.lane.WatchMemory;
import dev.tailrace.activities.store.ReverseMark;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.workflows.turn.Turn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R9: while the target owns the data, the source's stream is read on, and nothing of it is applied. */
@Tag("stack")
@Timeout(60)
class WatchModeTest {
    private final FakeTable source = new FakeTable(7, 2);
    private Migrating migrating;

    @BeforeEach
    void begin() throws Exception {
        source.put("a", "g", 1);
        source.put("b", "g", 1);
        source.put("c", "g", 1);
        begin(new Migrating(source));
    }

    private void begin(Migrating wanted) throws Exception {
        migrating = wanted;
        migrating.copy();
        migrating.catchUp();
        migrating.watch();
    }

    @AfterEach
    void end() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        migrating.close();
    }

    private List<String> marked() {
        return Watching.marked(migrating.bench).stream()
                .map(key -> ((Value.Text) key.get("id")).value())
                .toList();
    }

    /** By their ids: images of the source as the control schema has them. */
    private Map<String, String> images(String table) {
        var images = new TreeMap<String, String>();
        DSL.using(migrating.bench.pool, SQLDialect.POSTGRES)
                .fetch(
                        "select source_key::jsonb -> 'id' ->> 'S', image from tailrace.%s where pass_id = ?"
                                .formatted(table),
                        migrating.bench.passId)
                .forEach(row -> images.put(row.get(0, String.class), row.get(1, String.class)));
        return images;
    }

    private static String image(String id, String grp, int n) {
        return DynamoJson.write(Items.item(id, grp, n));
    }

    private static String mark(String id, long pass, long number) {
        return ReverseMark.of(pass, Reverse.laneOf(Digests.sourceKey(Items.key(id))), number);
    }

    @Test
    void nothingIsAppliedAndWhatOthersChangedIsMarkedAndKept() throws Exception {
        var rows = migrating.bench.rows();
        source.put("a", "moved", 2);
        source.put("a", "moved", 3);
        source.remove("b");
        source.put("d", "g", 4);
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(rows).hasSize(3);
        assertThat(marked()).containsExactly("a", "b", "d");
        assertThat(images("reverse_quarantine"))
                .isEqualTo(Map.of("a", image("a", "moved", 3), "d", image("d", "g", 4)));
        assertThat(foreignWrites()).isEqualTo(2);
        assertThat(migrating.bench.one(
                        String.class, "select string_agg(distinct code, ',') from tailrace.reverse_quarantine"))
                .isEqualTo("TR-R010");
        assertThat(migrating.bench.one(Long.class, "select count(*) from tailrace.tombstone"))
                .isZero();
    }

    private long foreignWrites() throws Exception {
        return Transaction.read(migrating.bench.pool, c -> WatchMemory.foreignWrites(c, migrating.bench.passId));
    }

    @Test
    void whatExpiryDeletedIsRememberedWithItsLastImageAndNotMarked() throws Exception {
        var rows = migrating.bench.rows();
        source.expire("a");
        source.putBack("a", "g", 8, mark("a", migrating.bench.passId, 1));
        source.expire("a");
        source.expire("b");
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(rows);
        assertThat(images("watch_expired")).isEqualTo(Map.of("a", image("a", "g", 8), "b", image("b", "g", 1)));
        assertThat(marked()).isEmpty();
        assertThat(foreignWrites()).isZero();
    }

    @Test
    void ourOwnWritesAreLeftAloneButAnUpdateThatKeepsOurMarkIsNotOurs() throws Exception {
        long pass = migrating.bench.passId;
        source.putBack("a", "g", 2, mark("a", pass, 1));
        source.putBack("a", "g", 3, mark("a", pass, 2));
        migrating.catchUp();
        assertThat(marked()).isEmpty();
        assertThat(images("reverse_quarantine")).isEmpty();
        source.update("a", 4);
        migrating.catchUp();
        assertThat(marked()).containsExactly("a");
        assertThat(images("reverse_quarantine")).isEqualTo(Map.of("a", image("a", "g", 4)));
    }

    /** A copy that an application makes of an item has its mark. */
    @Test
    void aMarkOfAnotherItemsLaneIsNotOurs() throws Exception {
        long pass = migrating.bench.passId;
        int lane = Reverse.laneOf(Digests.sourceKey(Items.key("b")));
        source.putBack("b", "g", 5, ReverseMark.of(pass, (lane + 1) % Reverse.LANES, 1));
        migrating.catchUp();
        assertThat(marked()).containsExactly("b");
        assertThat(foreignWrites()).isEqualTo(1);
    }

    /** Of our own deletion no one can tell: the way back finds nothing to do, and a deletion of nothing leaves no record. */
    @Test
    void aDeletionIsMarkedWhosoeverItWas() throws Exception {
        source.putBack("a", "g", 2, mark("a", migrating.bench.passId, 1));
        source.remove("a");
        source.remove("a");
        migrating.catchUp();
        assertThat(marked()).containsExactly("a");
        assertThat(foreignWrites()).isZero();
        assertThat(migrating.bench.one(
                        Long.class, "select sum(applied) from tailrace.lane where pass_id = ?", migrating.bench.passId))
                .isEqualTo(2);
    }

    /** They have no rows: applications may go on with them at the source. */
    @Test
    void itemsThatTheMappingLeavesOutAreNobodysBusiness() throws Exception {
        migrating.close();
        var mapping = new MappingSpec(
                List.of(new MappingSpec.Rule(
                        Map.of("grp", MappingSpec.Condition.of("in")),
                        "things",
                        List.of("id"),
                        Map.of("id", new ColumnSpec(null, "text", null)),
                        "rest")),
                MappingSpec.Else.SKIP);
        begin(new Migrating(new Bench(source, mapping), source));
        source.put("a", "out", 1);
        source.put("b", "in", 2);
        source.put("c", "in", 3);
        source.put("c", "out", 4);
        source.put("d", "out", 5);
        source.expire("d");
        migrating.catchUp();
        assertThat(marked()).containsExactly("b", "c");
        assertThat(images("watch_expired")).isEmpty();
    }

    @Test
    void whatIsRememberedCommitsWithThePosition() throws Exception {
        source.put("a", "g", 2);
        source.expire("b");
        var before = migrating.positions();
        crash(Commit.BATCH_WATCHED, Moment.BEFORE);
        assertThat(migrating.positions()).isEqualTo(before);
        assertThat(remembered()).isZero();
        crash(Commit.BATCH_WATCHED, Moment.AFTER);
        migrating.catchUp();
        assertThat(marked()).containsExactly("a");
        assertThat(images("watch_expired")).containsOnlyKeys("b");
        assertThat(migrating.bench.one(
                        Long.class, "select sum(applied) from tailrace.lane where pass_id = ?", migrating.bench.passId))
                .as("each once")
                .isEqualTo(2);
    }

    private long remembered() {
        return migrating.bench.one(
                Long.class,
                "select (select count(*) from tailrace.reverse_mark) + (select count(*) from tailrace.watch_expired)"
                        + " + (select count(*) from tailrace.reverse_quarantine)");
    }

    private void crash(Commit at, Moment when) {
        CrashPoints.arm((commit, moment) -> {
            if (commit == at && moment == when) {
                throw new AssertionError("crash");
            }
        });
        assertThat(catchThrowable(() -> migrating.rounds(50))).hasMessage("crash");
        CrashPoints.arm(CrashPoints.Stop.NONE);
    }

    @Test
    void aSupersededAttemptRemembersNothing() throws Exception {
        migrating.bench.run("insert into tailrace.lane (pass_id, name, kind) values (%d, 'shard/a', 'shard')"
                .formatted(migrating.bench.passId));
        var zombie = new Watching(migrating.bench, 1);
        var successor = new Watching(migrating.bench, 2);
        assertThatThrownBy(() -> zombie.see(null, item("a"))).isInstanceOf(LaneLost.class);
        assertThat(remembered()).isZero();
        successor.see(null, item("b"));
        assertThat(marked()).containsExactly("b");
    }

    @Test
    void aClosedPassRemembersNothing() throws Exception {
        migrating.bench.run("insert into tailrace.lane (pass_id, name, kind) values (%d, 'shard/a', 'shard')"
                .formatted(migrating.bench.passId));
        var late = new Watching(migrating.bench, 1);
        Transaction.run(
                migrating.bench.pool,
                Commit.PASS_CLOSED,
                c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), migrating.bench.passId));
        assertThatThrownBy(() -> late.see(null, item("a"))).isInstanceOf(LaneLost.class);
        assertThat(remembered()).isZero();
        source.put("a", "g", 2);
        assertThat(migrating.turn(() -> false)).isEqualTo(new Turn.Done());
    }

    private static Item item(String id) {
        return Items.item(id, "g", 1);
    }

    /** Else a child that is listed later is never read, or a closed shard is read again from its start. */
    @Test
    void endedLanesStayEndedAndTheirChildrenAreRead() throws Exception {
        migrating.openPass();
        migrating.copy();
        source.put("a", "g", 2);
        source.stream().roll();
        migrating.catchUp();
        var ended = migrating.positions();
        migrating.watch();
        source.stream().roll();
        source.put("b", "g", 3);
        migrating.catchUp();
        assertThat(marked()).containsExactly("b");
        assertThat(ended).containsValue("done");
        assertThat(migrating.positions()).hasSize(6);
    }

    @Test
    void tokensComeToEveryLaneAndAreNoChanges() throws Exception {
        source.put("a", "g", 2);
        long number = Tokens.send(migrating.table, migrating.pass);
        assertThat(Tokens.missing(migrating.table, migrating.pass, number)).isPositive();
        do {
            migrating.catchUp();
        } while (Tokens.missing(migrating.table, migrating.pass, number) > 0);
        assertThat(marked()).containsExactly("a");
        assertThat(migrating.bench.one(Long.class, "select count(*) from tailrace.token_key where shard is null"))
                .isZero();
    }

    /** R11: what a rollback takes over is left there. */
    @Test
    void whatTheClosedPassLeftIsNotForgotten() throws Exception {
        long forward = migrating.bench.one(Long.class, "select max(id) from tailrace.pass where kind = 'FORWARD'");
        migrating.bench.run(
                "insert into tailrace.claim values (%d, 'things', 'd', '{x}', 's', 'k')".formatted(forward));
        migrating.rounds(100);
        assertThat(migrating.bench.one(Long.class, "select count(*) from tailrace.claim"))
                .isEqualTo(1);
    }
}
