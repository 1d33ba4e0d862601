package dev.tailrace.activities.postgres;

import static dev.tailrace.activities.postgres.WayBackMapping.item;
import static dev.tailrace.activities.postgres.WayBackMapping.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.activities.index.WayBackIndexes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.SourceKeyRows.Claimants;
import dev.tailrace.activities.postgres.index.IndexBuild;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.WayBack;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All rows that claim a source key, of all tables, in one moment, and no others (R10). */
@Tag("stack")
@Timeout(120)
class SourceKeyRowsTest {
    private WayBackMapping target;

    @BeforeEach
    void make() throws SQLException {
        target = new WayBackMapping();
    }

    private Map<Item, Claimants> read(Item... keys) throws SQLException {
        var rows = new SourceKeyRows(target.bench.table, target.mapper);
        return Transaction.snapshot(target.bench.pool, c -> rows.read(c, List.of(keys)));
    }

    private List<Row> rows(Item key) throws SQLException {
        return read(key)
                .getOrDefault(key, new Claimants(List.of(), "not answered"))
                .rows();
    }

    @Test
    void eachKeyGetsItsRowsOfEveryTable() throws SQLException {
        var order = item("""
                { id: {S: 'C#c1#o1'}, part: {S: '-'}, day: {S: '2026-01-31'}, total: {N: '12.5'}, due: {S: '2026-01-31T10:00:00+02:00'}, raw: {B: 'AP8='},
                  lines: {L: [ {M: {sku: {S: 'a'}, x: {N: '1'}}}, {S: 'odd'} ]} }""");
        var event = item("{ id: {S: 'E#3#7'}, part: {S: '-'}, kind: {S: 'k'}, weight: {N: '1E-10'} }");
        var reading = item("{ id: {S: '2026-01-31T10:00:00.120Z'}, part: {S: '-'}, v: {N: '1'} }");
        var parts = List.of(
                item("{ id: {S: 'B#d'}, part: {S: '0'}, count: {N: '2'}, body: {S: 'one'} }"),
                item("{ id: {S: 'B#d'}, part: {S: '1'}, count: {N: '2'}, body: {S: 'two'} }"));
        var made = new LinkedHashMap<Item, List<Row>>();
        for (var each : List.of(order, event, reading)) {
            made.put(WayBackMapping.KEYS.keyOf(each), target.put(each));
        }
        made.put(key("B#d", "0"), target.put(parts.getFirst(), parts.getLast()));
        made.put(key("C#c1#o2"), List.of());
        made.put(key("nothing at all"), List.of());
        var found = read(made.keySet().toArray(Item[]::new));
        assertThat(found).containsOnlyKeys(made.keySet());
        made.forEach((key, rows) -> {
            assertThat(found.get(key).unknown()).isNull();
            assertThat(found.get(key).rows()).containsExactlyInAnyOrderElementsOf(rows);
        });
        assertThat(back(WayBackMapping.KEYS.keyOf(order))).isEqualTo(new WayBack.Items(List.of(order)));
        assertThat(back(key("E#3#7"))).isEqualTo(new WayBack.Items(List.of(event)));
        assertThat(back(key("B#d", "0"))).isEqualTo(new WayBack.Items(parts));
        assertThat(back(key("C#c1#o2"))).isEqualTo(new WayBack.Nothing());
    }

    private WayBack.Answer back(Item key) throws SQLException {
        return WayBack.item(target.mapper, key, rows(key));
    }

    /** R10: rows of one key in two places of the target are both claimants, whatever the primary key says. */
    @Test
    void rowsThatTheApplicationMadeUnderTheSameSourceKeyAreAllFound() throws SQLException {
        target.put(item("{ id: {S: 'C#c1#o#1'}, part: {S: '-'}, day: {S: '2026-01-31'} }"));
        target.bench.run("insert into orders (day, customer, \"order\") values ('2026-02-01', 'c1#o', '1')");
        assertThat(rows(key("C#c1#o#1"))).hasSize(2);
        assertThat(back(key("C#c1#o#1"))).isInstanceOf(WayBack.Unclear.class);
    }

    @Test
    void aRowThatIsBornIsFoundByTheKeyThatItsColumnsMake() throws SQLException {
        target.bench.run("insert into events (event, kind) values (7, 'k'), (8, 'l')");
        var born = born("7", "k");
        assertThat(rows(born)).hasSize(1);
        assertThat(back(born))
                .isInstanceOfSatisfying(
                        WayBack.Items.class,
                        items -> assertThat(
                                        WayBackMapping.KEYS.keyOf(items.items().getFirst()))
                                .isEqualTo(born));
        // Of the same event, which the statement finds, and of another shard.
        var other = key("E#%d#7".formatted(born.equals(key("E#1#7")) ? 2 : 1));
        assertThat(read(born, other).get(other).rows()).isEmpty();
        // Once it names an item it is that one's, whatever its columns say.
        target.bench.run("update events set _source_key = '%s' where event = 7".formatted(DynamoJson.write(other)));
        assertThat(rows(born)).isEmpty();
        assertThat(rows(other)).hasSize(1);
        // One that nothing can be computed of claims no key, and hides no other.
        target.bench.run("update events set kind = null, _source_key = null where event = 8");
        assertThat(rows(born("8", "l"))).isEmpty();
    }

    /** More than are read at once, and some that tell no key: those are counted, and hold up no other. */
    @Test
    void rowsThatAreBornAreNamedOnceTheirItemsAreAtTheSource() throws SQLException {
        var named = target.put(item("{ id: {S: 'E#3#0'}, part: {S: '-'}, kind: {S: 'k'} }"));
        target.bench.run(
                "insert into events (event, kind) select n, case when n % 2 = 0 then 'k' end from generate_series(1, 2500) n");
        var born = new BornRows(target.bench.table, target.mapper);
        assertThat(born.nameAll()).isEqualTo(Map.of("events", 1_250));
        assertThat(born.nameAll()).isEqualTo(Map.of("events", 1_250));
        assertThat(target.bench.one(Long.class, "select count(*) from events where _source_key is null"))
                .isEqualTo(1_250);
        assertThat(rows(born("2", "k")))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.cells().getLast()).isEqualTo(DynamoJson.write(born("2", "k"))));
        assertThat(rows(key("E#3#0"))).isEqualTo(named);
    }

    private Item born(String event, String kind) {
        var events = target.mapper.tables().stream()
                .filter(t -> t.name().equals("events"))
                .findFirst()
                .orElseThrow();
        return target.mapper.claimedKey(new Row(events, Arrays.asList(event, kind, null, null, null)));
    }

    @Test
    void aKeyOfWhichItCannotBeToldSaysSo() throws SQLException {
        var key = key("C#" + "#".repeat(80));
        assertThat(read(key).get(key).unknown()).contains("separators");
    }

    /** Each statement finds its rows through indexes, which are built as any other. */
    @Test
    void itReadsNoTableFromEndToEnd() throws Exception {
        target.bench.run(
                "insert into orders (day, customer, \"order\") select '2026-01-01', 'c' || n, 'o' from generate_series(1, 20000) n");
        target.bench.run(
                "insert into lines (day, customer, \"order\", n, sku) select '2026-01-01', 'c' || n, 'o', 0, 's' from generate_series(1, 20000) n");
        target.bench.run(
                "insert into events (event, kind, _source_key) select n, repeat('k', 400),"
                        + " case when n % 2 = 0 then '{\"id\":{\"S\":\"E#1#' || n || '\"},\"part\":{\"S\":\"-\"}}' end from generate_series(1, 60000) n");
        target.bench.run("analyze");
        var keys = new ArrayList<Item>();
        var random = new Random(11);
        for (int i = 0; i < 50; i++) {
            keys.add(key("C#c%d#o".formatted(random.nextInt(20_000))));
            keys.add(key("E#1#%d".formatted(random.nextInt(20_000))));
        }
        assertThat(scans(keys)).as("without the indexes").isNotEmpty();
        build();
        build();
        assertThat(scans(keys)).isEmpty();
    }

    private void build() throws SQLException, InterruptedException {
        var indexes = WayBackIndexes.of("public", target.mapper);
        assertThat(indexes)
                .extracting(TargetIndex::name)
                .containsExactly(
                        "events__source_key_way_back",
                        "lines_customer_order_way_back",
                        "orders_customer_order_way_back");
        var build = new IndexBuild(target.bench.pool, new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return false;
            }

            @Override
            public void close() {}
        });
        assertThat(build.run(indexes)).isEqualTo(new Turn.Done());
        for (var index : indexes) {
            assertThat(build.isThere(index)).isTrue();
        }
    }

    /** The tables that reading the keys reads from end to end. */
    private List<String> scans(List<Item> keys) throws SQLException {
        var rows = new SourceKeyRows(target.bench.table, target.mapper);
        return Transaction.snapshot(target.bench.pool, c -> {
            var sql = DSL.using(c, SQLDialect.POSTGRES);
            var counters = "select relname::text || ' ' || pg_stat_get_xact_numscans(oid) from pg_class"
                    + " where relname in ('orders', 'lines', 'events', 'blobs', 'readings') and relkind = 'r' order by 1";
            var before = sql.fetch(counters).getValues(0, String.class);
            rows.read(c, keys);
            var after = sql.fetch(counters).getValues(0, String.class);
            return after.stream().filter(line -> !before.contains(line)).toList();
        });
    }
}
