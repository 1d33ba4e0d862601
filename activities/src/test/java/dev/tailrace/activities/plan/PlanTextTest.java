package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapping.Reversibility;
import dev.tailrace.mappers.mapping.RowLimit;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final TablePlan READY = new TablePlan.Ready(
            "Orders",
            new TablePlan.Source(
                    new KeySchema(new KeyAttribute("orderId", KeyType.S), null),
                    60_000,
                    61_440_000,
                    100L,
                    null,
                    List.of("ByCustomer"),
                    "ttl"),
            List.of(new TablePlan.Target(
                    "app",
                    "orders",
                    TableKind.Kind.INJECTIVE,
                    "order_id is the source's key.",
                    List.of(new Reversibility.Loss("note", "nul: strip leaves U+0000 out of note.")),
                    List.of(
                            new RowLimit("orders", "", "make an item of at most 400 KB", null),
                            new RowLimit("orders", "order_id", "has 1 to 2,048 bytes", "octet_length(…)"),
                            new RowLimit("orders", "note", "has 1 to 2,048 bytes", "octet_length(…)")),
                    TablePlan.Target.State.ABSENT,
                    List.of(
                            new TablePlan.Column("order_id", "text COLLATE \"C\"", true, "orderId"),
                            new TablePlan.Column("attributes", "jsonb", false, "everything else")))),
            List.of("CREATE TABLE \"app\".\"orders\" (\n  …\n)"),
            List.of(new TargetIndex(
                    "global index ByDate", "app", "orders", "orders_ByDate", List.of("date"), "(\"date\")", true)),
            new TablePlan.Later(
                    List.of("CREATE OR REPLACE FUNCTION …"),
                    List.of("CREATE UNIQUE INDEX …"),
                    List.of("ALTER TABLE … FOREIGN KEY …")),
            new TablePlan.Copy(30, 4, 50.0, true, 2, "One segment per 2,000 items."),
            new TablePlan.Notes(
                    List.of("Global index ByCustomer (customerId)."),
                    List.of(),
                    List.of("Others."),
                    List.of(),
                    List.of("a:B"),
                    List.of("Tokens.")));

    private static final TablePlan REFUSED = new TablePlan.Refused(
            "Events",
            List.of(
                    Problem.of(Code.S001, "table Events", "ResourceNotFoundException"),
                    Problem.of(Code.T004, "table \"app\".\"events\"", "First.\nSecond.")),
            null);

    @Test
    void aPlanReadsFromTopToBottom() {
        assertThat(PlanText.render(List.of(READY))).isEqualTo("""
                Orders
                  source      key orderId (S) · about 60,000 items · 58.6 MiB · 100 read units/s provisioned
                  stream      off: will be enabled with NEW_AND_OLD_IMAGES
                  target      app.orders will be created · injective: order_id is the source's key.
                              not reversible, because
                                nul: strip leaves U+0000 out of note.
                              the way back takes rows that
                                make an item of at most 400 KB
                                in order_id, note: has 1 to 2,048 bytes (CHECK)
                              order_id text COLLATE "C" (key) ← orderId
                              attributes jsonb ← everything else
                  copy        30 segments, 4 at once · 50.0 read units/s · strongly consistent reads
                              One segment per 2,000 items.
                  capture     2 groups of shards
                  verify      full or count 15,000 read units · sample (0.1 %, 95 % sure) 20,252 · touched 2,000 per 1,000 keys
                  not copied
                    Global index ByCustomer (customerId).
                  the stream's other readers
                    Others.
                  permissions on the source
                    a:B
                  the way to the target
                    Tokens.
                  statements on the target
                    CREATE TABLE "app"."orders" (
                      …
                    )
                  indexes, built while capture runs, once the copy has ended
                    CREATE INDEX CONCURRENTLY IF NOT EXISTS "orders_ByDate" ON "app"."orders" ("date")  ← global index ByDate
                  functions of yours, if you make them (plan --ddl)
                    CREATE OR REPLACE FUNCTION …
                  constraints, once the target owns the data
                    CREATE UNIQUE INDEX …
                    ALTER TABLE … FOREIGN KEY …
                """);
    }

    @Test
    void theStatementsAreAScriptThatMakesTablesFirst() {
        assertThat(PlanText.ddl(List.of(REFUSED, READY)).lines())
                .startsWith("-- Events  cannot be migrated as things are: 2 problems")
                .endsWith(
                        "CREATE TABLE \"app\".\"orders\" (",
                        "  …",
                        ");",
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"orders_ByDate\" ON \"app\".\"orders\" (\"date\");",
                        "CREATE OR REPLACE FUNCTION …;",
                        "-- once the target owns the data:",
                        "-- CREATE UNIQUE INDEX …;",
                        "-- ALTER TABLE … FOREIGN KEY …;")
                .filteredOn(line -> !line.startsWith("-- "))
                .hasSize(5);
    }

    @Test
    void aRefusalTellsAllItsProblems() {
        assertThat(PlanText.render(List.of(REFUSED))).isEqualTo("""
                Events  cannot be migrated as things are: 2 problems
                    TR-S001  The source table does not exist
                      what   table Events
                      why    ResourceNotFoundException
                      fix    Create it. Then run: tailrace retry NAME. Or correct tables[].from and start with the changed file (abort first if it was started).
                    TR-T004  The target table has the wrong shape
                      what   table "app"."events"
                      why    First.
                             Second.
                      fix    Change it as listed, or drop it. Then run: tailrace retry NAME
                """);
    }

    @Test
    void programsGetTheSameAsJson() throws Exception {
        var json = new ObjectMapper().readTree(PlanText.json(List.of(READY, REFUSED)));
        assertThat(json.at("/0/table").asText()).isEqualTo("Orders");
        assertThat(json.at("/1/table").asText()).isEqualTo("Events");
        assertThat(json.at("/0/indexes/0/name").asText()).isEqualTo("orders_ByDate");
        assertThat(json.at("/0/kind").asText()).isEqualTo("ready");
        assertThat(json.at("/0/copy/segments").asInt()).isEqualTo(30);
        assertThat(json.at("/0/targets/0/state").asText()).isEqualTo("ABSENT");
        assertThat(json.at("/1/kind").asText()).isEqualTo("refused");
        assertThat(json.at("/1/problems/1/code").asText()).isEqualTo("TR-T004");
    }
}
