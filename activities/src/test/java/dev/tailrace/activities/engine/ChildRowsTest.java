package dev.tailrace.activities.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Each;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items whose lists become rows of a child table (R3: every target key of any image that is not in the last one goes). */
@Tag("stack")
@Timeout(60)
class ChildRowsTest {
    private static final MappingSpec ORDERS = new MappingSpec(
            List.of(new Rule(
                    Map.of("id", Condition.of("{id}")),
                    "orders",
                    List.of("id"),
                    Map.of(),
                    "rest",
                    null,
                    Map.of(
                            "lines",
                            new Each(
                                    "order_lines",
                                    "line_no",
                                    Map.of("sku", new ColumnSpec(null, "text", null)),
                                    "more",
                                    null)),
                    false)),
            MappingSpec.Else.REFUSE);

    private Bench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new Bench(null, ORDERS);
    }

    @Test
    void aListThatShrinksLosesItsLastRowsThoughAStalePageHasThem() throws Exception {
        var copy = new Copying(bench, 1);
        new Capturing(bench, 1)
                .change(order("a", "x", "y", "z"), order("a", "y"))
                .apply();
        copy.last(order("a", "x", "y", "z"), order("b", "p", "q"));
        assertThat(lines()).containsExactly("a 0 y", "a 1 y", "a 2 z", "b 0 p", "b 1 q");

        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);

        assertThat(lines()).containsExactly("a 0 y", "b 0 p", "b 1 q");
    }

    @Test
    void aListThatGrowsAgainInTheSameBatchKeepsItsRows() throws Exception {
        new Copying(bench, 1).last(order("a", "x", "y"));
        new Capturing(bench, 1)
                .change(order("a", "x", "y"), order("a"))
                .change(order("a"), order("a", "v", "w"))
                .apply();
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);

        assertThat(lines()).containsExactly("a 0 v", "a 1 w");
    }

    @Test
    void aRemovedItemTakesItsRowsAwayFromBothTables() throws Exception {
        new Copying(bench, 1).last(order("a", "x", "y"), order("b", "p"));
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);

        new Capturing(bench, 1).change(order("a", "x", "y"), null).apply();

        assertThat(lines()).containsExactly("b 0 p");
        assertThat(bench.one(Long.class, "select count(*) from orders")).isEqualTo(1);
    }

    private static Item order(String id, String... skus) {
        return Attributes.toItem(Map.of(
                "id",
                AttributeValue.fromS(id),
                "lines",
                AttributeValue.fromL(Stream.of(skus)
                        .map(sku -> AttributeValue.fromM(Map.of("sku", AttributeValue.fromS(sku))))
                        .toList())));
    }

    private List<String> lines() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch("select id || ' ' || line_no || ' ' || sku from order_lines order by id, line_no")
                .map(row -> row.get(0, String.class));
    }
}
