package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Carts;
import dev.tailrace.embedded.scenario.Global;
import dev.tailrace.embedded.scenario.Hierarchy;
import dev.tailrace.embedded.scenario.Metrics;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Scores;
import dev.tailrace.embedded.scenario.Sensors;
import dev.tailrace.embedded.scenario.Sharded;
import dev.tailrace.embedded.scenario.Sparse;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables of every design in one migration. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class OneMigrationTest {
    private static final int ITEMS = 300;
    private static final int TABLES = 9;
    /** To each scenario; many are of several writes. */
    private static final int CHANGES_PER_SECOND = 6;
    /** Read units per second: the metrics, at three units an item, still have a middle to be killed in. */
    private static final double BUDGET = 120;

    /** As an application may have made it: a partition a day, and one for all else. */
    private static final String READINGS = """
            create schema shop;
            create table shop.readings (
              device_id text collate "C" not null, at timestamp not null,
              temperature numeric(5,2), humidity numeric(5,2), pressure numeric(7,2), expires_at timestamptz,
              attributes jsonb, _source_key text collate "C", primary key (device_id, at)) partition by range (at);
            create table shop.readings_1 partition of shop.readings for values from ('2026-01-01') to ('2026-01-02');
            create table shop.readings_2 partition of shop.readings for values from ('2026-01-02') to ('2026-01-03');
            create table shop.readings_else partition of shop.readings default;
            """;

    @Test
    void liveTablesOfEightScenariosEndEqualAndTheirRowsGiveBackEveryItemThoughAWorkerIsKilled(Stack stack)
            throws Exception {
        String suffix = Stack.unique("");
        List<Scenario> scenarios = List.of(
                new Sharded(suffix),
                new Metrics(suffix),
                new Sensors(suffix),
                new Carts(suffix),
                new Hierarchy(suffix),
                new Sparse(suffix),
                new Scores(suffix),
                new Global(suffix));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.sql(READINGS);
            List<Writers> writers = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                rehearsal.source(scenario, ITEMS);
                writers.add(rehearsal.writers(scenario, CHANGES_PER_SECOND, ITEMS));
            }
            WorkerChild worker = rehearsal.worker();
            rehearsal.worker();
            rehearsal.start(BUDGET, scenarios.toArray(Scenario[]::new));

            rehearsal.await("half of the copy", seen -> scanned(seen) > scenarios.size() * ITEMS / 2);
            worker.restart();

            List<TableView> ready = rehearsal.awaitReady(TABLES);
            assertThat(ready).allSatisfy(table -> assertThat(table.applied()).isPositive());
            writers.forEach(Writers::close);
            rehearsal.assertNothingLost(scenarios.toArray(Scenario[]::new));
            assertThat(rehearsal.quarantine()).isEmpty();

            assertIndexes(rehearsal);
            assertItemsComeBack(rehearsal, stack, scenarios);
        }
    }

    private static void assertIndexes(Rehearsal rehearsal) throws Exception {
        assertThat(rehearsal.number("select count(*) from pg_indexes where indexname = 'members_PremiumMembersIndex'"
                        + " and indexdef like '%(premium_member, member_since) WHERE (premium_member IS NOT NULL)'"))
                .isEqualTo(1);
        assertThat(rehearsal.number("select count(*) from pg_indexes where indexname = 'scores_GameLeaderboard'"
                        + " and indexdef like '%(game_id, score)'"))
                .isEqualTo(1);
    }

    /** Also told while they were copied: none is one way. */
    private static void assertItemsComeBack(Rehearsal rehearsal, Stack stack, List<Scenario> scenarios)
            throws Exception {
        assertThat(rehearsal.number("select sum(inexact) from tailrace.lane")).isZero();
        try (Connection target = rehearsal.target().connect()) {
            for (Scenario scenario : scenarios) {
                assertThat(WayBack.of(scenario, stack.dynamoDb(), target))
                        .allSatisfy(way -> assertThat(way.givenBack())
                                .as(scenario.id())
                                .isNotEmpty()
                                .containsExactlyInAnyOrderElementsOf(way.items()));
            }
        }
    }

    private static long scanned(List<TableView> tables) {
        return tables.stream().mapToLong(TableView::scanned).sum();
    }
}
