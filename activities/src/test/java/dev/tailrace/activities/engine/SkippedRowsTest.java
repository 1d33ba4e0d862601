package dev.tailrace.activities.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Items that move between a rule that makes rows and one that leaves out what it takes: m(item) is empty then (R3). */
@Tag("stack")
@Timeout(60)
class SkippedRowsTest {
    private static final MappingSpec USERS = new MappingSpec(
            List.of(
                    Rule.skipping(Map.of("kind", new Condition(null, new Value.Text("lock"), null, null, null))),
                    Rule.skipping(Map.of("gone", new Condition(null, new Value.Bool(true), null, null, null))),
                    new Rule(Map.of("id", Condition.of("{id}")), "users", List.of("id"), Map.of(), "rest")),
            MappingSpec.Else.REFUSE);

    private Bench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new Bench(null, USERS);
    }

    @Test
    void anItemThatIsLeftOutNowLosesItsRowThoughAStalePageHasIt() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1).change(user("a", false), user("a", true)).apply();
        copy.last(user("a", false), user("b", false));
        assertThat(users()).containsExactly("a", "b");

        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);

        assertThat(users()).containsExactly("b");
    }

    @Test
    void afterTheBarrierItGoesAtOnceAndComesBackWithTheImageThatIsMapped() throws Exception {
        new Copying(bench, 1).last(user("a", false), user("b", true));
        Copying.raiseBarrier(bench);
        var capture = new Capturing(bench, 1);

        capture.change(user("a", false), user("a", true)).apply();
        assertThat(users()).isEmpty();

        capture.change(user("a", true), user("a", false))
                .change(user("b", true), user("b", false))
                .apply();
        assertThat(users()).containsExactly("a", "b");
    }

    @Test
    void theCopyCountsWhatEachRuleLeavesOutOverItsPages() throws Exception {
        var copy = new Copying(bench, 1);
        copy.page("{}", user("a", true), user("b", false));
        copy.last(lock("c"), user("d", true));

        assertThat(bench.one(Long.class, "select skipped from tailrace.lane where name = 'segment/0'"))
                .isEqualTo(3);
        assertThat(bench.one(String.class, "select skipped_by::text from tailrace.lane where name = 'segment/0'"))
                .isEqualTo("{0,1,2}");
    }

    private List<String> users() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select id from users order by id")
                .getValues(0, String.class);
    }

    private static Item user(String id, boolean gone) {
        return Item.of(Map.of("id", new Value.Text(id), "gone", new Value.Bool(gone)));
    }

    private static Item lock(String id) {
        return Item.of(Map.of("id", new Value.Text(id), "kind", new Value.Text("lock")));
    }
}
