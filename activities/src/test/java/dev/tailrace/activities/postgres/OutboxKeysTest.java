package dev.tailrace.activities.postgres;

import static dev.tailrace.activities.postgres.WayBackMapping.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.OutboxKeys.Routed;
import dev.tailrace.activities.postgres.OutboxRows.OutboxRow;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A write at the target marks the key of the row as it was, and of the row as it is (R10); one that has none is named. */
@Tag("stack")
@Timeout(60)
class OutboxKeysTest {
    private WayBackMapping target;

    @BeforeEach
    void make() throws SQLException {
        target = new WayBackMapping();
    }

    /** As Postgres prints the cells of a row. */
    private static OutboxRow moved(String table, String old, String now) {
        return new OutboxRow(1, table, old, now, null, null);
    }

    private static String json(Item key) {
        return DynamoJson.write(key);
    }

    private Routed routed(OutboxRow row) {
        return new OutboxKeys(target.mapper).of(row);
    }

    @Test
    void aRowThatMovesHasTwoKeys() {
        var routed = routed(moved(
                "orders",
                "{\"day\": \"2026-01-31\", \"customer\": \"c1\", \"order\": \"o1\"}",
                "{\"day\": \"2026-01-31\", \"customer\": \"c1\", \"order\": \"o2\"}"));
        assertThat(routed.sourceKeys()).containsExactly(json(key("C#c1#o1")), json(key("C#c1#o2")));
        assertThat(routed.strays()).isEmpty();
    }

    @Test
    void aRowOfAListHasTheKeyOfItsParentAndARowOfPartsThatOfTheFirst() {
        assertThat(routed(moved(
                                "lines",
                                null,
                                "{\"day\": \"2026-01-31\", \"customer\": \"c1\", \"order\": \"o1\", \"n\": \"3\"}"))
                        .sourceKeys())
                .containsExactly(json(key("C#c1#o1")));
        assertThat(routed(moved("blobs", "{\"doc\": \"d\"}", null)).sourceKeys())
                .containsExactly(json(key("B#d", "0")));
    }

    /** The cells are as Postgres prints them, and canonical only here. */
    @Test
    void keysAreReadAsPostgresPrintsThem() throws SQLException {
        target.bench.run("insert into readings (at) values ('2026-01-31 12:00:00.12+02')");
        target.bench.run("insert into tailrace.outbox (table_id, target, new_key)"
                + " select 1, 'readings', jsonb_build_object('at', at::text) from (select set_config('timezone', 'UTC', true)) x,"
                + " lateral (select at from readings) y");
        var rows = Transaction.read(target.bench.pool, c -> OutboxRows.behind(c, 1, 0, 10));
        assertThat(routed(rows.getFirst()).sourceKeys()).containsExactly(json(key("2026-01-31T10:00:00.120Z")));
    }

    @Test
    void aRowOfAnOwnedTableHasTheKeyThatItNamesAndOneThatIsBornTheKeyOfItsColumns() {
        var named = new OutboxRow(1, "events", "{\"event\": \"7\"}", null, json(key("E#3#7")), null);
        assertThat(routed(named).sourceKeys()).containsExactly(json(key("E#3#7")));
        var born = routed(moved("events", null, "{\"event\": \"7\", \"kind\": \"k\"}"));
        assertThat(born.sourceKeys()).singleElement().asString().matches(".*E#[0-9]#7.*");
        assertThat(born.strays()).isEmpty();
    }

    @Test
    void aRowWithoutAKeyIsNamed() {
        var nothing = routed(moved("events", null, "{\"event\": \"7\", \"kind\": null}"));
        assertThat(nothing.sourceKeys()).isEmpty();
        assertThat(nothing.strays()).singleElement().satisfies(stray -> {
            assertThat(stray.isThere()).isTrue();
            assertThat(stray.key()).contains("7");
            assertThat(stray.reason()).contains("events").endsWith(".");
        });
        var older = routed(moved("events", "{\"event\": \"7\"}", "{\"event\": \"8\"}"));
        assertThat(older.strays()).extracting(OutboxKeys.Stray::isThere).isEqualTo(List.of(false, true));
        assertThat(older.strays().getFirst().reason()).contains("recorder");
        assertThat(routed(moved("readings", "{\"at\": \"infinity\"}", null)).strays())
                .hasSize(1);
        assertThat(routed(moved("another", "{}", null)).strays()).hasSize(1);
    }

    /** What names a key in another spelling is found by none. */
    @Test
    void aRowThatItsOwnKeyDoesNotFindIsNamed() {
        var odd = new OutboxRow(
                1,
                "events",
                null,
                "{\"event\": \"7\"}",
                null,
                "{ \"id\": {\"S\": \"E#3#7\"}, \"part\": {\"S\": \"-\"} }");
        assertThat(routed(odd).sourceKeys()).isEmpty();
        assertThat(routed(odd).strays())
                .singleElement()
                .satisfies(stray -> assertThat(stray.reason()).contains("cannot be found"));
    }
}
