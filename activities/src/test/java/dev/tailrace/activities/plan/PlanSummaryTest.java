package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.file.FileAnswer;
import dev.tailrace.activities.file.FileReader;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapping.Reversibility;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plan in ten lines. */
class PlanSummaryTest {
    private static MigrationSpec spec(String last) {
        return ((FileAnswer.Ok) FileReader.read("""
                        name: shop
                        source: { dynamodb: { region: us-east-1 } }
                        target: { postgres: { url: env:TARGET_URL, schema: app } }
                        tables:
                          - from: Orders
                            mapping:
                              - { when: { PK: "ORDER#{id}" }, into: orders, key: [id, SK] }
                        """ + last, "shop.yaml")).spec();
    }

    private static TablePlan.Ready ready(List<String> warnings, List<Reversibility.Loss> losses) {
        return new TablePlan.Ready(
                "Orders",
                new TablePlan.Source(
                        new KeySchema(new KeyAttribute("PK", KeyType.S), null),
                        60_000,
                        61_440_000,
                        null,
                        "arn",
                        List.of(),
                        null),
                List.of(new TablePlan.Target(
                        "app",
                        "orders",
                        TableKind.Kind.INJECTIVE,
                        "",
                        losses,
                        List.of(),
                        TablePlan.Target.State.ABSENT,
                        List.of(
                                new TablePlan.Column("id", "text COLLATE \"C\"", true, "PK"),
                                new TablePlan.Column("total", "numeric(12,2)", false, "total"),
                                new TablePlan.Column("placed", "timestamptz", false, "placed"),
                                new TablePlan.Column("more", "jsonb", false, "everything else")))),
                List.of(),
                List.of(),
                TablePlan.Later.NOTHING,
                new TablePlan.Copy(30, 4, null, true, 2, ""),
                new TablePlan.Notes(List.of("A."), List.of("B.", "C."), List.of(), warnings, List.of(), List.of()));
    }

    @Test
    void itSaysWhatGoesWhereWhatIsRefusedTheRisksAndTheWayBack() {
        var plan = ready(List.of("One.", "Two.", "Three."), List.of(new Reversibility.Loss("", "It has no rest.")));
        var text = PlanSummary.render(
                spec(""), List.of(plan), Map.of("Orders", "Of 100 items read (12.5 read units), none"));

        assertThat(text).isEqualTo("""
                shop  can be started
                Orders  → app.orders (will be created)
                  source    about 60,000 items, 58.6 MiB, as DynamoDB counted up to 6 h ago; stream on
                  refused   items that no rule matches; values that do not fit, as of total numeric(12,2), placed timestamptz. \
                Of 100 items read (12.5 read units), none
                  left out  B.  (and 2 more)
                  risks     One.
                            Two.  (and 1 more)
                  way back  no, because of orders: It has no rest.
                """);
        assertThat(text.lines().count()).isLessThanOrEqualTo(10);
    }

    @Test
    void whereAllComesBackAndNothingIsLeftItSaysSo() {
        var text = PlanSummary.render(spec("      - else: skip\n"), List.of(ready(List.of(), List.of())), Map.of());

        assertThat(text).contains("way back  yes").doesNotContain("no rule takes", "risks");
    }

    @Test
    void whatIsKnownStandsBesideTheProblems() {
        var problem = Problem.of(Code.S004, "table Orders", "It is off.").beforeStart();
        var plan = new TablePlan.Refused("Orders", List.of(problem), ready(List.of(), List.of()));

        assertThat(PlanSummary.render(spec(""), List.of(plan), Map.of()))
                .startsWith(
                        "shop  cannot be started as things are: 1 problem\nOrders  → app.orders (will be created)\n")
                .endsWith("""
                          TR-S004  The table has no stream, and Tailrace may not enable one
                            what   table Orders
                            why    It is off.
                            fix    Enable a stream with NEW_AND_OLD_IMAGES. Or state enableStream: true.
                        """);
        var nothing = new TablePlan.Refused("Orders", List.of(problem), null);
        assertThat(PlanSummary.render(spec(""), List.of(nothing), Map.of())).contains("\nOrders\n  TR-S004");
    }
}
