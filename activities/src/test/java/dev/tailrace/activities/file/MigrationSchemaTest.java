package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published schema and the records tell of the same fields. */
class MigrationSchemaTest {
    /** Where the file says it otherwise than the records. */
    private static final Map<String, String> IN_THE_FILE = Map.of(
            "tables.backfill.consistent", "tables.backfill.consistency",
            "tables.backfill.window", "tables.backfill.concurrency",
            "tables.quarantineBudget", "tables.quarantine.budget",
            "tables.mapping.otherwise", "tables.mapping.else.into",
            "target.lakebase.resource", "target.lakebase.endpoint");

    /** What the records have in one place, and the file in two. */
    private static final Set<String> TWICE =
            Set.of("target.lakebase.instance", "control.postgres.url", "control.postgres.password");

    private static final Set<String> OPTIONS =
            Set.of("backfill", "enableStream", "tokens", "indexes", "quarantine", "verification");

    private final JsonNode schema = MigrationSchema.text();

    @Test
    void theSchemaHasTheFieldsOfTheRecordsAndNoOthers() {
        var inSchema = new TreeSet<>(fieldsOf(schema).keySet());
        // What only holds other fields is no leaf; an option at the migration's level is not kept in the records.
        inSchema.removeIf(path -> inSchema.stream().anyMatch(other -> other.startsWith(path + "."))
                || path.endsWith("[]")
                || OPTIONS.contains(path.replaceFirst("\\..*", "")));
        var inRecords = new TreeSet<String>();
        collect(MigrationSpec.class, "", inRecords);
        inRecords.addAll(TWICE);
        assertThat(inSchema).isEqualTo(inRecords);
    }

    @Test
    void anOptionIsTheSameForTheMigrationAndForATable() {
        for (var option : OPTIONS) {
            assertThat(schema.at("/properties/" + option)).isEqualTo(schema.at("/$defs/table/properties/" + option));
        }
    }

    @Test
    void everyFieldIsDescribedAndItsExamplesAreValid() {
        var fields = fieldsOf(schema);
        fields.put("", schema);
        assertThat(fields).hasSizeGreaterThan(30);
        fields.forEach((path, field) -> {
            assertThat(field.path("title").asText()).as("title of " + path).isNotBlank();
            assertThat(field.path("description").asText())
                    .as("description of " + path)
                    .endsWith(".");
            assertThat(field.path("examples").size()).as("examples of " + path).isPositive();
            field.path("examples")
                    .forEach(example -> assertThat(errors(path, field, example))
                            .as("%s of %s", example, path)
                            .isEmpty());
        });
    }

    @Test
    void theWholeExampleIsAFileThatIsTaken() {
        schema.path("examples")
                .forEach(example -> assertThat(FileReader.read(example)).isInstanceOf(FileAnswer.Ok.class));
    }

    /** A definition on its own: its references lead into the whole schema. */
    private List<?> errors(String path, JsonNode field, JsonNode example) {
        var alone = field.deepCopy();
        if (!path.isEmpty()) {
            ((ObjectNode) alone).set("$defs", schema.get("$defs"));
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(alone)
                .validate(example);
    }

    /** Path to schema of every field; {@code []} for what stands in a list, or under a name of the file's choice. */
    private Map<String, JsonNode> fieldsOf(JsonNode node) {
        Map<String, JsonNode> found = new TreeMap<>();
        collect(node, "", found);
        return found;
    }

    private void collect(JsonNode node, String path, Map<String, JsonNode> found) {
        node.path("properties").properties().forEach(field -> {
            var name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            found.put(name, resolved(field.getValue()));
            collect(resolved(field.getValue()), name, found);
        });
        for (var nameless : List.of(node.path("items"), node.path("additionalProperties"))) {
            var element = resolved(nameless);
            var branches = element.has("else") ? List.of(element.get("then"), element.get("else")) : List.of(element);
            branches.stream().map(this::resolved).filter(JsonNode::isObject).forEach(branch -> {
                found.put(path + "[]", branch);
                collect(branch, path, found);
            });
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static void collect(Class<?> type, String path, Set<String> found) {
        for (var component : type.getRecordComponents()) {
            // The list of rules is the mapping itself.
            var name = path.isEmpty()
                    ? component.getName()
                    : (path + "." + component.getName())
                            .replace(".rules", "")
                            .replace(".database.", ".")
                            .replace(".mapper.mapping", ".mapping")
                            .replace(".mapper.name", ".mapper.plugin")
                            .replace(".transform", "")
                            .replace(".restTable", ".else")
                            .replace(".letterCase", ".case")
                            .replace(".equalTo", ".equals");
            var held = held(component.getGenericType());
            if (held.isRecord()) {
                collect(held, name, found);
            } else if (held == StoreSpec.class) {
                if (name.equals("source")) {
                    collect(StoreSpec.DynamoDb.class, "source.dynamodb", found);
                } else {
                    collect(StoreSpec.Postgres.class, "target.postgres", found);
                    collect(StoreSpec.Lakebase.class, "target.lakebase", found);
                }
            } else if (held == MigrationSpec.MapperSpec.class) {
                for (var kind : held.getPermittedSubclasses()) {
                    collect(kind, name, found);
                }
            } else {
                found.add(IN_THE_FILE.getOrDefault(name, name));
            }
        }
    }

    private static Class<?> held(Type type) {
        return switch (type) {
            case ParameterizedType container ->
                held(container.getActualTypeArguments()[container.getActualTypeArguments().length - 1]);
            case Class<?> plain -> plain;
            default -> throw new AssertionError(type);
        };
    }
}
