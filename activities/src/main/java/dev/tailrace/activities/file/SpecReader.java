package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.file.MigrationSpec.Backfill;
import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.workflows.table.StatedVerification;
import dev.tailrace.workflows.table.VerificationOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a document that the schema accepts into records; a table's options win over the migration's, field by field. */
final class SpecReader {
    private final JsonNode root;

    private SpecReader(JsonNode root) {
        this.root = root;
    }

    /** @param mappers of each table, in the document's order */
    static MigrationSpec read(JsonNode root, List<MapperSpec> mappers) {
        return new SpecReader(root).spec(mappers);
    }

    private MigrationSpec spec(List<MapperSpec> mappers) {
        var dynamo = root.at("/source/dynamodb");
        var tables = new ArrayList<TableSpec>();
        for (int i = 0; i < mappers.size(); i++) {
            tables.add(table(root.at("/tables").get(i), mappers.get(i)));
        }
        return new MigrationSpec(
                root.path("name").asText(),
                new StoreSpec.DynamoDb(
                        text(dynamo.path("region")),
                        text(dynamo.path("endpoint")),
                        text(dynamo.path("streamsEndpoint"))),
                target(root.path("target")),
                tables);
    }

    private static StoreSpec target(JsonNode target) {
        return switch (DatabaseJson.of(target)) {
            case Database.Url url -> new StoreSpec.Postgres(url, schema(target.path("postgres")));
            case Database.Lakebase lakebase -> new StoreSpec.Lakebase(lakebase, schema(target.path("lakebase")));
        };
    }

    private static String schema(JsonNode store) {
        return store.path("schema").asText("public");
    }

    private TableSpec table(JsonNode table, MapperSpec mapper) {
        var share = option(table, "/backfill/capacityShare");
        var budget = option(table, "/backfill/budget");
        var backfill = new Backfill(
                share.isMissingNode() ? 0.5 : share.doubleValue(),
                budget.isMissingNode() ? null : Double.valueOf(budget.doubleValue()),
                !option(table, "/backfill/consistency").asText().equals("eventual"),
                number(option(table, "/backfill/segments")),
                number(option(table, "/backfill/concurrency")));
        var quarantine = number(option(table, "/quarantine/budget"));
        return new TableSpec(
                table.path("from").asText(),
                mapper,
                backfill,
                option(table, "/enableStream").asBoolean(),
                option(table, "/tokens").asBoolean(),
                option(table, "/indexes").asBoolean(true),
                TargetsJson.read(table.path("targets")),
                quarantine == null ? 100 : quarantine,
                verification(
                        table.path("verification").isMissingNode()
                                ? root.path("verification")
                                : table.path("verification")));
    }

    /** A table's own takes the place of the migration's as a whole: a seed says nothing without its level. */
    private static VerificationOptions verification(JsonNode stated) {
        return new StatedVerification(
                        text(stated.path("level")),
                        text(stated.path("seed")),
                        real(stated.path("confidence")),
                        real(stated.path("atMost")))
                .options();
    }

    private static @Nullable Double real(JsonNode node) {
        return node.isMissingNode() ? null : Double.valueOf(node.doubleValue());
    }

    private JsonNode option(JsonNode table, String pointer) {
        var own = table.at(JsonPointer.compile(pointer));
        return own.isMissingNode() ? root.at(pointer) : own;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() ? null : node.asText();
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isMissingNode() ? null : Integer.valueOf(node.intValue());
    }
}
