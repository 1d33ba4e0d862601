package dev.tailrace.activities.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.engine.Items;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of owned tables, which name their items (R6), back to them (R10). */
@Tag("stack")
@Timeout(120)
class WayBackOwnedTest {
    private Soak soak;

    @BeforeEach
    void open() throws Exception {
        soak = new Soak(Bench.owned(), WayBackTest.ID);
    }

    @AfterEach
    void close() throws Exception {
        soak.close();
    }

    private static String key(String id) {
        return DynamoJson.write(Items.key(id));
    }

    private void copied(String id, String grp, int n) {
        Item item = Items.item(id, grp, n);
        soak.put(item);
        soak.bench.run("insert into things (grp, id, n, _source_key) values ('%s', '%s', %d, '%s')"
                .formatted(grp, id, n, key(id)));
        soak.bench.run("delete from tailrace.outbox");
    }

    /** R10: the outbox has the OLD _source_key: the target key alone does not tell whose row is gone. */
    @Test
    void aRowThatIsDeletedTakesItsItemWithIt() throws Exception {
        copied("a", "x", 1);
        copied("b", "y", 1);
        soak.bench.run("delete from things where grp = 'x'");
        soak.bench.run("update things set n = 9 where grp = 'y'");
        soak.settle();
        assertThat(soak.items()).isEqualTo(soak.wanted()).containsOnlyKeys(key("b"));
        assertThat(soak.items()).containsEntry(key("b"), DynamoJson.write(Items.item("b", "y", 9)));
    }

    /** R10: the row at the marked target key is not all. The item has the row under another one, and stays. */
    @Test
    void aRowThatMovesToAnotherTargetKeyKeepsItsItem() throws Exception {
        copied("a", "x", 1);
        soak.bench.run("update things set grp = 'z'");
        soak.settle();
        assertThat(soak.items()).isEqualTo(soak.wanted());
        assertThat(soak.items()).containsEntry(key("a"), DynamoJson.write(Items.item("a", "z", 1)));
    }

    /** R10: two rows claim the item, so the target does not say what it is. */
    @Test
    void anItemThatSeveralRowsClaimStaysAndIsNamed() throws Exception {
        copied("a", "x", 1);
        soak.bench.run("insert into things (grp, id, n, _source_key) values ('y', 'a', 2, '" + key("a") + "')");
        soak.settle();
        assertThat(soak.items()).containsEntry(key("a"), DynamoJson.write(Items.item("a", "x", 1)));
        assertThat(soak.aside()).containsOnlyKeys(key("a"));
        soak.bench.run("delete from things where grp = 'x'");
        soak.settle();
        assertThat(soak.items()).containsEntry(key("a"), DynamoJson.write(Items.item("a", "y", 2)));
        assertThat(soak.aside()).isEmpty();
    }

    /** Without a rule for the keys of such rows they have no item, and are named as long as they are there. */
    @Test
    void aRowThatNamesNoItemIsNamedItself() throws Exception {
        soak.bench.run("insert into things (grp, id, n) values ('x', 'a', 1)");
        soak.settle();
        assertThat(soak.items()).isEmpty();
        assertThat(soak.aside()).containsValue("TR-M028").hasSize(1);
        soak.bench.run("delete from things");
        soak.settle();
        assertThat(soak.aside()).isEmpty();
    }
}
