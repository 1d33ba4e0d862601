package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import io.temporal.client.WorkflowNotFoundException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An abort leaves the source as it was, whatever the table was at; half of the streams were there before. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class AbortTest {
    private static final int ITEMS = 300;
    /** So many tables of a migration have their turn at once. */
    private static final int AT_ONCE = 8;

    private static final double SLOW = 0.3;
    private static final double QUICK = 200;
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final List<Origin> origins = new ArrayList<>();
    private final List<String> migrations = new ArrayList<>();

    @Test
    void theSourceIsAsItWasFromWhicheverPhase(Stack stack) throws Exception {
        String run = Stack.unique("");
        try (Rehearsal rehearsal = new Rehearsal(stack);
                Connection admin = rehearsal.target().connect();
                Statement sql = admin.createStatement()) {
            List<Variant> waiting = IntStream.rangeClosed(1, AT_ONCE + 1)
                    .mapToObj(number -> Variant.of(run, "planned_" + number))
                    .toList();
            Variant blocked = Variant.of(run, "blocked");
            Variant copying = Variant.of(run, "copying");
            Variant paused = Variant.of(run, "paused");
            Variant catchingUp = Variant.of(run, "catching_up");
            Variant unresolved = Variant.of(run, "unresolved");
            Variant verifying = Variant.of(run, "verifying");
            Variant ready = Variant.of(run, "ready");
            sql.execute("create schema shop; create table shop.orders_blocked (order_id int primary key)");
            waiting.forEach(variant -> prepare(stack, rehearsal, variant, true));
            prepare(stack, rehearsal, blocked, false);
            prepare(stack, rehearsal, copying, false);
            prepare(stack, rehearsal, paused, true);
            prepare(stack, rehearsal, catchingUp, false);
            prepare(stack, rehearsal, unresolved, true);
            prepare(stack, rehearsal, verifying, true);
            prepare(stack, rehearsal, ready, false);

            poison(stack, unresolved);
            rehearsal.worker();
            start(rehearsal, QUICK, ready);
            rehearsal.awaitPhase(ready.table(), "READY");
            holdTokens(sql, catchingUp, verifying);
            String verification = start(rehearsal, QUICK, verifying);
            start(rehearsal, QUICK, catchingUp);
            String quarantined = start(rehearsal, QUICK, unresolved);
            String refused = start(rehearsal, QUICK, blocked);
            rehearsal.awaitPhase(catchingUp.table(), "CATCHING_UP");
            rehearsal.awaitPhase(verifying.table(), "CATCHING_UP");
            rehearsal.awaitBlocked(quarantined, unresolved.table(), "TR-Q");
            rehearsal.awaitBlocked(refused, blocked.table(), "TR-");
            start(rehearsal, SLOW, copying);
            String pausing = start(rehearsal, SLOW, paused);
            start(rehearsal, SLOW, waiting.toArray(Variant[]::new));

            rehearsal.awaitPhase(paused.table(), "BACKFILLING");
            rehearsal.operator().verb(pausing, "pause", Map.of("scope", "all"));
            rehearsal.awaitPhase(copying.table(), "BACKFILLING");
            rehearsal.awaitPhase(waiting.getFirst().table(), "BACKFILLING");
            rehearsal.awaitPhase(waiting.getLast().table(), "PLANNED");
            try (Connection lock = lock(rehearsal, verifying)) {
                releaseTokens(sql, verifying);
                rehearsal.awaitPhase(verifying.table(), "VERIFYING");
                rehearsal.operator().verb(verification, "abort", Map.of());
                lock.rollback();
            }
            for (String migration : migrations) {
                if (!migration.equals(verification)) {
                    rehearsal.operator().verb(migration, "abort", Map.of());
                }
            }

            rehearsal.await(
                    "ABORTED",
                    seen -> seen.stream().allMatch(table -> table.phase().equals("ABORTED")));
            for (String migration : migrations) {
                saysWhatIsLeft(rehearsal.operator().result(migration));
            }
            origins.forEach(Origin::isRestored);
            assertThatThrownBy(() -> rehearsal.operator().verb(pausing, "abort", Map.of()))
                    .isInstanceOf(WorkflowNotFoundException.class);
        }
    }

    @Test
    void anAbortThatDiesInTheMiddleIsDoneAgain(Stack stack) throws Exception {
        Variant variant = Variant.of(Stack.unique(""), "dying");
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            prepare(stack, rehearsal, variant, false);
            WorkerChild doomed = rehearsal.worker(Map.of("TAILRACE_CRASH_AT", "tokens-forgotten:before"));
            String migration = start(rehearsal, QUICK, variant);
            rehearsal.awaitPhase(variant.table(), "READY");

            rehearsal.operator().verb(migration, "abort", Map.of());
            Await.until("the worker's death", LIMIT, doomed::isAlive, alive -> !alive);
            rehearsal.worker();
            rehearsal.awaitPhase(variant.table(), "ABORTED");

            saysWhatIsLeft(rehearsal.operator().result(migration));
            origins.forEach(Origin::isRestored);
        }
    }

    private void prepare(Stack stack, Rehearsal rehearsal, Variant variant, boolean streamed) {
        rehearsal.source(variant, ITEMS);
        origins.add(
                streamed
                        ? Origin.of(stack.dynamoDb(), variant.table())
                        : Origin.withoutStream(stack.dynamoDb(), variant.table()));
    }

    /** The item is the table's own, so the table still has as many. */
    private static void poison(Stack stack, Variant variant) {
        stack.dynamoDb()
                .putItem(put -> put.tableName(variant.table())
                        .item(variant.orders()
                                .poison(0, new SplittableRandom(1))
                                .item()));
    }

    private String start(Rehearsal rehearsal, double budget, Variant... variants) {
        String migration = rehearsal.start(budget, variants);
        migrations.add(migration);
        return migration;
    }

    /** What is applied seems not to reach the tokens of these tables. */
    private static void holdTokens(Statement sql, Variant... variants) throws SQLException {
        sql.execute("""
                create table tailrace.held (name varchar primary key);
                create function tailrace.hold_tokens() returns trigger language plpgsql as $$
                begin
                  if exists (select from tailrace.pass p
                               join tailrace.source_table t on t.id = p.table_id
                               join tailrace.held h on h.name = t.name
                              where p.id = new.pass_id) then
                    new.token := 0;
                  end if;
                  return new;
                end $$;
                create trigger hold_tokens before update on tailrace.lane
                  for each row when (new.kind = 'shard') execute function tailrace.hold_tokens()""");
        for (Variant variant : variants) {
            sql.execute("insert into tailrace.held values ('" + variant.table() + "')");
        }
    }

    /** Those swallowed come no second time: the next is sent by capture's next turn, a minute later. */
    private static void releaseTokens(Statement sql, Variant variant) throws SQLException {
        sql.execute("delete from tailrace.held where name = '" + variant.table() + "'");
        sql.execute("""
                update tailrace.lane l
                   set token = t.token
                  from tailrace.pass p
                  join tailrace.source_table t on t.id = p.table_id
                 where p.id = l.pass_id and l.kind = 'shard' and t.name = '%s'""".formatted(variant.table()));
    }

    private static Connection lock(Rehearsal rehearsal, Variant variant) throws SQLException {
        Connection connection = rehearsal.target().connect();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("lock table shop." + variant.target() + " in access exclusive mode");
        }
        return connection;
    }

    private static void saysWhatIsLeft(JsonNode result) {
        assertThat(result.path("summary").asText()).isEqualTo("Aborted.");
        result.path("tables")
                .forEach(table -> assertThat(table.path("left").asText())
                        .startsWith(table.path("table").asText() + ": shop.orders_")
                        .contains("as they are in Postgres", "tokens removed from the source"));
    }
}
