package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB Local does not take, or HTTP does not carry, through copy and capture. */
@Tag("stack")
@Timeout(60)
class EdgesTest {
    /** Source: DynamoDB's limit. */
    private static final int LONGEST_NAME = 65_535;

    private static final String UNPAIRED = "\ud800";

    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
    }

    @Test
    void theLongestNameOfAnAttributeIsKept() throws Exception {
        var name = "n".repeat(LONGEST_NAME);
        new Copying(bench, 1).last(with("a", name, "value"));
        new Capturing(bench, 1).change(null, with("b", name, "value")).apply();
        assertThat(bench.one(
                        Long.class,
                        "select count(*) from things where rest = jsonb_build_object(?::text, 'value')",
                        name))
                .isEqualTo(2);
    }

    @Test
    void anUnpairedSurrogateInAValueOrANameIsNamedAndTheRestOfTheBatchIsThere() throws Exception {
        new Copying(bench, 1).last(with("a", "note", UNPAIRED), item("b", "x", 1));
        new Capturing(bench, 1)
                .change(null, with("c", UNPAIRED, "value"))
                .change(null, item("d", "x", 1))
                .apply();
        assertThat(bench.rows()).containsExactly(Map.entry("x/b", 1), Map.entry("x/d", 1));
        assertThat(bench.one(String.class, "select string_agg(distinct code, ',') from tailrace.quarantine"))
                .isEqualTo("TR-M023");
        var image = bench.one(String.class, "select image from tailrace.quarantine where by_copy");
        assertThat(DynamoJson.read(image)).isEqualTo(with("a", "note", UNPAIRED));
    }

    private static Item with(String id, String attribute, String value) {
        var attributes = new HashMap<>(Attributes.toAttributes(item(id, "x", 0)));
        attributes.put(attribute, AttributeValue.fromS(value));
        return Attributes.toItem(attributes);
    }
}
