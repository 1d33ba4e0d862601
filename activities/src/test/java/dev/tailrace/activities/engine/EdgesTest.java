package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.item;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapping.MappingJson;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    @Test
    void namesThatLookLikeSqlAreNames() throws Exception {
        var named = new Bench(null, mapping("""
                [{"when": {"id": "?{k'ey}$1"}, "into": "t\\"; drop table things; --", "key": ["k'ey"], "rest": "{0}", "columns": {
                    "?": {"from": "n", "type": "integer"}, "a\\"b": {"value": "'; --"}, "\u202eselect": {"from": "?", "type": "text"}}}]\
                """));
        new Copying(named, 1).last(with("?a$1", "?", "'); --"), with("?b$1", "?", "1"));
        Copying.raiseBarrier(named);
        Copying.purge(named, 1);
        new Capturing(named, 1)
                .change(with("?a$1", "?", "'); --"), with("?a$1", "?", "2"))
                .change(with("?b$1", "?", "1"), null)
                .change(null, with("?c?$1", "\"", "?"))
                .apply();

        assertThat(texts(named, "select to_jsonb(t) from \"t\"\"; drop table things; --\" t order by 1"))
                .containsExactly(
                        "{\"?\": 0, \"a\\\"b\": \"'; --\", \"{0}\": {\"grp\": \"x\"}, \"k'ey\": \"a\", \"\u202eselect\": \"2\"}",
                        "{\"?\": 0, \"a\\\"b\": \"'; --\", \"{0}\": {\"\\\"\": \"?\", \"grp\": \"x\"}, \"k'ey\": \"c?\", \"\u202eselect\": null}");
        assertThat(texts(named, "select code from tailrace.quarantine")).isEmpty();
    }

    @Test
    void aKeyThatIsTooLongForAnIndexIsItsDigest() throws Exception {
        var id = new Random(5)
                .ints(3_000, '0', 'z')
                .mapToObj(Character::toString)
                .collect(joining());
        new Copying(bench, 1).last(item(id, "x", 1));
        assertThat(texts(bench, "select code from tailrace.quarantine")).containsExactly("TR-M025");

        var source = new SourceItems();
        var digests = new Bench(source, mapping("""
                [{"into": "things", "key": ["digest"], "rest": "rest", "owned": true, "columns": {
                    "digest": {"of": "id", "by": "sha256", "form": "hex"}, "id": "text", "n": "integer"}}]\
                """));
        var capture = new Capturing(digests, 1);
        new Copying(digests, 1).last(item(id, "x", 1));
        source.put(item(id, "x", 2));
        capture.change(item(id, "x", 1), item(id, "x", 2)).apply();
        Copying.raiseBarrier(digests);
        Copying.purge(digests, 1);
        assertThat(texts(digests, "select n || ' ' || length(digest) || ' ' || length(id) from things"))
                .containsExactly("2 64 3000");

        source.put(item(id, "x", 3));
        capture.change(item(id, "x", 2), item(id, "x", 3)).apply();
        assertThat(texts(digests, "select n from things")).containsExactly("3");
        source.remove(id);
        capture.change(item(id, "x", 3), null).apply();
        assertThat(texts(digests, "select n from things")).isEmpty();
        assertThat(texts(digests, "select code from tailrace.quarantine")).isEmpty();
    }

    private static MappingSpec mapping(String json) throws JsonProcessingException {
        return ((MappingJson.Read.Ok) MappingJson.read(new ObjectMapper().readTree(json))).spec();
    }

    private static List<String> texts(Bench of, String query) throws SQLException {
        try (var connection = of.pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static Item with(String id, String attribute, String value) {
        var attributes = new HashMap<>(Attributes.toAttributes(item(id, "x", 0)));
        attributes.put(attribute, AttributeValue.fromS(value));
        return Attributes.toItem(attributes);
    }
}
