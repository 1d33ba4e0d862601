package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every item that is copied is made again of its rows, and counted where it is another then. */
@Tag("stack")
@Timeout(60)
class GivenBackTest {
    @Test
    void itemsThatTheirRowsDoNotGiveBackAreCounted() throws Exception {
        assertThat(inexact(null, item("a", "x", 1), more(item("b", "x", 2)), more(item("c", "y", 3))))
                .isEqualTo(2);
    }

    @Test
    void whatRestHoldsComesBack() throws Exception {
        assertThat(inexact("rest", item("a", "x", 1), more(item("b", "x", 2)))).isZero();
    }

    private static long inexact(@Nullable String rest, Item... items) throws Exception {
        var bench = new Bench(
                null,
                new MappingSpec(
                        List.of(new Rule(
                                Map.of("id", Condition.of("{id}")),
                                "things",
                                List.of("grp", "id"),
                                Map.of("grp", Bench.column("text"), "n", Bench.column("integer")),
                                rest)),
                        MappingSpec.Else.REFUSE));
        new Copying(bench, 1).last(items);
        assertThat(bench.one(Long.class, "select sum(copied) from tailrace.lane"))
                .isEqualTo(items.length);
        return bench.one(Long.class, "select sum(inexact) from tailrace.lane");
    }

    private static Item more(Item item) {
        var attributes = new HashMap<>(Attributes.toAttributes(item));
        attributes.put("note", AttributeValue.fromS("no column takes it"));
        return Attributes.toItem(attributes);
    }
}
