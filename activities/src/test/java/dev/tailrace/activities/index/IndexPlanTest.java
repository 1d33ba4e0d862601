package dev.tailrace.activities.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.dynamodb.SourceIndexes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class IndexPlanTest {
    private static final KeySchema KEYS =
            new KeySchema(new KeyAttribute("PK", KeySchema.KeyType.S), new KeyAttribute("SK", KeySchema.KeyType.S));

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private static GlobalSecondaryIndexDescription global(String name, String hash, String range, String... included) {
        return GlobalSecondaryIndexDescription.builder()
                .indexName(name)
                .keySchema(key(range, KeyType.RANGE), key(hash, KeyType.HASH))
                .projection(p -> p.projectionType(included.length == 0 ? ProjectionType.ALL : ProjectionType.INCLUDE)
                        .nonKeyAttributes(included))
                .build();
    }

    /** Single-table design: orders of users, and users. */
    private static IndexPlan plan(TableDescription source) {
        var columns = new LinkedHashMap<String, ColumnSpec>();
        columns.put("state", new ColumnSpec("status", "text", null));
        columns.put("total", new ColumnSpec(null, "integer", null));
        columns.put("note", new ColumnSpec(null, "text", null));
        columns.put("lines", new ColumnSpec(null, "jsonb", null));
        var orders = new MappingSpec.Rule(
                Map.of(
                        "PK", MappingSpec.Condition.of("USER#{user_id}"),
                        "SK", MappingSpec.Condition.of("ORDER#{order_id}"),
                        "GSI1PK", MappingSpec.Condition.of("SHOP#{shop}#{region}")),
                "orders",
                List.of("user_id", "order_id"),
                with(columns),
                "rest");
        var users = new MappingSpec.Rule(
                Map.of("PK", MappingSpec.Condition.of("USER#{user_id}"), "SK", MappingSpec.Condition.of("PROFILE")),
                "users",
                List.of("user_id"),
                Map.of("state", new ColumnSpec("status", "text", null)),
                "rest");
        var ok = (Compiled.Ok)
                MappingCompiler.compile(new MappingSpec(List.of(orders, users), MappingSpec.Else.REFUSE), KEYS);
        return IndexPlan.of(SourceIndexes.of(source), "app", ok.mapper().tables(), ok.holdings());
    }

    private static Map<String, ColumnSpec> with(Map<String, ColumnSpec> columns) {
        columns.put("shop", new ColumnSpec(null, null, null));
        columns.put("region", new ColumnSpec(null, null, null));
        return columns;
    }

    private static List<String> ddl(TableDescription source) {
        return plan(source).indexes().stream().map(TargetIndex::ddl).toList();
    }

    @Test
    void attributesAreFoundInColumnsAndInTemplatesOfEachTable() {
        var source = TableDescription.builder()
                .globalSecondaryIndexes(global("ByStatus", "status", "SK"), global("GSI1", "GSI1PK", "SK"))
                .build();
        assertThat(ddl(source))
                .containsExactly(
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"orders_ByStatus\" ON \"app\".\"orders\""
                                + " (\"state\", \"order_id\") WHERE \"state\" IS NOT NULL",
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"orders_GSI1\" ON \"app\".\"orders\""
                                + " (\"shop\", \"region\", \"order_id\") WHERE \"shop\" IS NOT NULL");
        assertThat(plan(source).left()).isEmpty();
    }

    @Test
    void aLocalIndexBeginsWithTheTablesKeyAndHasAllRows() {
        var source = TableDescription.builder()
                .localSecondaryIndexes(LocalSecondaryIndexDescription.builder()
                        .indexName("ByTotal")
                        .keySchema(key("PK", KeyType.HASH), key("total", KeyType.RANGE))
                        .build())
                .build();
        assertThat(ddl(source))
                .containsExactly("CREATE INDEX CONCURRENTLY IF NOT EXISTS \"orders_ByTotal\" ON \"app\".\"orders\""
                        + " (\"user_id\", \"total\")");
        assertThat(plan(source).indexes().getFirst().source()).isEqualTo("local index ByTotal");
    }

    @Test
    void smallProjectionsAreIncludedAllOrNone() {
        var small = TableDescription.builder()
                .globalSecondaryIndexes(global("S", "status", "SK", "total", "PK"))
                .build();
        assertThat(ddl(small)).singleElement().asString().doesNotContain("INCLUDE");
        var only = TableDescription.builder()
                .globalSecondaryIndexes(global("S", "status", "SK", "total"))
                .build();
        assertThat(ddl(only)).singleElement().asString().contains(") INCLUDE (\"total\") WHERE");
        var large = TableDescription.builder()
                .globalSecondaryIndexes(global("S", "status", "SK", "total", "note"))
                .build();
        assertThat(ddl(large)).singleElement().asString().doesNotContain("INCLUDE");
    }

    @Test
    void whatNoTableHasAsColumnsIsSaid() {
        var source = TableDescription.builder()
                .globalSecondaryIndexes(global("Lines", "lines", "SK"), global("None", "colour", "SK"))
                .build();
        assertThat(plan(source).indexes()).isEmpty();
        assertThat(plan(source).left())
                .containsExactly(
                        "The global index Lines (lines, SK): no target table has these as columns that an index takes.",
                        "The global index None (colour, SK): no target table has these as columns that an index takes.");
    }

    @Test
    void longNamesAreCutAndStayDifferent() {
        var long1 = "x".repeat(90) + "1";
        var long2 = "x".repeat(90) + "2";
        var source = TableDescription.builder()
                .globalSecondaryIndexes(global(long1, "status", "SK"), global(long2, "status", "SK"))
                .build();
        assertThat(plan(source).indexes())
                .extracting(TargetIndex::name)
                .allMatch(name -> name.length() == 63)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }
}
