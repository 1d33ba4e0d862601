package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A verification whose worker is killed comes to the verdict of one that ran through, and reads hardly more. By hand, more of it:
 * {@code -Dtailrace.verification.kills=10 -Dtailrace.verification.items=100000}.
 */
@Tag("stack")
@ExtendWith(StackExtension.class)
class KilledVerificationTest {
    private static final int KILLS = Integer.getInteger("tailrace.verification.kills", 2);
    private static final int ITEMS = Integer.getInteger("tailrace.verification.items", 6_000);
    /** Each kill may cost the four segments that were being read, and what was read since the last save. */
    private static final int SEGMENTS_PER_KILL = 6;

    private static final double COPY_UNITS = 5_000;
    private static final double UNITS = ITEMS / 300.0;

    @Test
    void killsChangeNeitherTheVerdictNorByMuchWhatItReads(Stack stack) throws Exception {
        long seed = Long.getLong("tailrace.seed", System.nanoTime());
        System.out.println("KilledVerificationTest: seed " + seed + ", again by -Dtailrace.seed=" + seed);
        Orders orders = new Orders(Stack.unique(""));
        try (ThrottlingProxy proxy = new ThrottlingProxy(stack.addresses().dynamoDb());
                Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            WorkerChild worker = rehearsal.worker(
                    Map.of("AWS_ENDPOINT_URL_DYNAMODB", proxy.address().toString()));
            String migration = rehearsal.start(COPY_UNITS, orders);
            rehearsal.awaitReady(1);
            rehearsal.sql("delete from shop.orders where order_id = (select min(order_id) from shop.orders)");
            rehearsal.sql("update shop.orders set status = 'planted' where order_id ="
                    + " (select max(order_id) from shop.orders)");
            // After the copy no verb does this.
            rehearsal.sql("update tailrace.source_table set units_per_second = " + UNITS);

            long before = proxy.scans();
            Verdict whole = verify(rehearsal, migration);
            long scans = proxy.scans() - before;
            assertThat(whole.confirmed().missing()).isEqualTo(1);
            assertThat(whole.confirmed().different()).isEqualTo(1);

            long killedBefore = proxy.scans();
            long last = run(rehearsal);
            rehearsal.operator().verb(migration, "verify", Map.of());
            for (double at : new Random(seed).doubles(KILLS).sorted().toArray()) {
                rehearsal.await("segments to kill it at", seen -> folded(rehearsal, last) >= at * segments(rehearsal));
                worker.restart();
            }
            Verdict killed = awaitVerdict(rehearsal, last);
            long scansOfKilled = proxy.scans() - killedBefore;
            System.out.printf("KilledVerificationTest: %d scans, killed %d times %d%n", scans, KILLS, scansOfKilled);

            assertThat(killed.outcome()).isEqualTo(whole.outcome());
            assertThat(killed.confirmed()).isEqualTo(whole.confirmed());
            assertThat(killed.balance()).isEqualTo(whole.balance());
            assertThat(killed.circumstances().sourceReads()).isEqualTo(1);
            assertThat(scansOfKilled).isLessThanOrEqualTo(scans + KILLS * SEGMENTS_PER_KILL);
        }
    }

    private static Verdict verify(Rehearsal rehearsal, String migration) throws SQLException {
        long last = run(rehearsal);
        rehearsal.operator().verb(migration, "verify", Map.of());
        return awaitVerdict(rehearsal, last);
    }

    private static Verdict awaitVerdict(Rehearsal rehearsal, long last) throws SQLException {
        // While the table is VERIFYING it takes no other one.
        rehearsal.await(
                "another verdict, and the table knows it",
                seen -> run(rehearsal) > last
                        && seen.stream().noneMatch(table -> table.phase().equals("VERIFYING")));
        try (Connection connection = rehearsal.target().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select verdict from tailrace.verification order by run desc limit 1")) {
            row.next();
            return VerdictText.read(row.getString(1));
        }
    }

    private static long run(Rehearsal rehearsal) {
        return number(rehearsal, "select coalesce(max(run), 0) from tailrace.verification");
    }

    /** Of the comparison that runs; none before it has saved anything. */
    private static long folded(Rehearsal rehearsal, long last) {
        return number(
                rehearsal,
                "select coalesce(max(bit_count(folded)), -1) from tailrace.comparison where state is not null and run > "
                        + last);
    }

    private static long segments(Rehearsal rehearsal) {
        return number(
                rehearsal,
                "select coalesce(max((state::jsonb #>> '{comparison,segments}')::bigint), 1) from tailrace.comparison");
    }

    private static long number(Rehearsal rehearsal, String query) {
        try {
            return rehearsal.number(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
