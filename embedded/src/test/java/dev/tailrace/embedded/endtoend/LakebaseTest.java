package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lakebase as a target: tokens that live for five seconds, an API that fails now and then, sessions that are ended as by an
 * endpoint that scales to zero, and TLS that is proven. Databricks' side is a stand-in; Postgres is real.
 */
@Tag("stack")
@ExtendWith(StackExtension.class)
class LakebaseTest {
    private static final int ITEMS = 150;
    private static final Duration LIFETIME = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(10);

    @Test
    void aWholeMigrationRunsWhileTokensExpireAndSessionsEnd(Stack stack, @TempDir Path folder) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        try (TlsPostgres postgres = TlsPostgres.start(folder);
                FreshDatabase database = FreshDatabase.create(postgres.owner(), "shop");
                DatabricksStandIn databricks = new DatabricksStandIn(postgres.owner(), LIFETIME)) {
            role(database);
            try (Rehearsal rehearsal = new Rehearsal(stack, database.address())) {
                rehearsal.source(orders, ITEMS);
                Map<String, String> environment = new HashMap<>(databricks.environment());
                environment.put("TARGET_URL", "");
                environment.put("JAVA_TOOL_OPTIONS", postgres.trust());
                WorkerChild worker = rehearsal.worker(environment);
                try (Rotation rotation = Rotation.every(REST, database.address(), DatabricksStandIn.CLIENT, () -> {})) {
                    Writers writers = rehearsal.writers(orders, 20, ITEMS);
                    String migration = rehearsal.start(lakebase(database), orders);
                    rehearsal.awaitReady(1);
                    writers.close();
                    rehearsal.assertNothingLost(orders);

                    assertThat(rotation.failures()).isEmpty();
                    assertThat(databricks.tokens()).hasSizeGreaterThan(3);
                    assertThat(databricks.faults()).isPositive();
                    assertThat(rehearsal.log()).doesNotContain(databricks.secrets());
                    assertThat(rehearsal.operator().histories(migration))
                            .noneSatisfy(history -> assertThat(history)
                                    .containsAnyOf(databricks.secrets().toArray(String[]::new)));
                }
                assertThat(worker.isAlive()).isTrue();
            }
        }
    }

    /** The file's target becomes an endpoint, reached by a tunnel. */
    private static UnaryOperator<String> lakebase(FreshDatabase database) {
        return text -> text.replaceFirst("postgres: \\{ url: env:TARGET_URL,", """
                lakebase: { endpoint: projects/shop/branches/production/endpoints/primary, database: %s, host: "localhost:%d",""".formatted(
                        database.address().database(), database.address().port()));
    }

    private static void role(FreshDatabase database) throws Exception {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create role \"%s\" login".formatted(DatabricksStandIn.CLIENT));
            statement.execute("grant create, temporary on database %s to \"%s\""
                    .formatted(database.address().database(), DatabricksStandIn.CLIENT));
        }
    }
}
