package dev.tailrace.embedded.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * A table design of {@code src/test/resources/cases}: its table, items that are there first, the mapping, changes in order, and what must be
 * at the target in the end. The source table and the migration have a suffix of their own.
 */
record Design(String name, String suffix) {
    static final List<String> NAMES = List.of(
            "01-electrodb-issues",
            "02-onetable-saas",
            "03-toolbox-entities",
            "04-amplify-datastore",
            "05-appsync-delta-sync",
            "06-pynamodb-legacy",
            "07-dynamodbmapper-ledger",
            "08-authjs-adapter",
            "09-akka-journal",
            "10-idempotency-ttl",
            "11-hostile-names",
            "12-numbers");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("TR-[A-Z][0-9]{3}");

    String number() {
        return name.substring(0, 2);
    }

    String migration() {
        return "case" + number() + suffix;
    }

    String schema() {
        return "case" + number();
    }

    String table() {
        return json("table").get("TableName").asText() + suffix;
    }

    String yaml() {
        return text("mapping.yaml")
                .replaceFirst("name: case[0-9]+", "name: " + migration())
                .replaceFirst("(?m)^  - from: .*$", "  - from: " + table());
    }

    void createTable(DynamoDbClient dynamoDb) {
        JsonNode table = json("table");
        dynamoDb.createTable(CreateTableRequest.builder()
                .tableName(table())
                .billingMode(table.path("BillingMode").asText())
                .attributeDefinitions(table.get("AttributeDefinitions")
                        .valueStream()
                        .map(a -> AttributeDefinition.builder()
                                .attributeName(a.get("AttributeName").asText())
                                .attributeType(ScalarAttributeType.fromValue(
                                        a.get("AttributeType").asText()))
                                .build())
                        .toList())
                .keySchema(keySchema(table))
                .globalSecondaryIndexes(
                        table.has("GlobalSecondaryIndexes")
                                ? table.get("GlobalSecondaryIndexes")
                                        .valueStream()
                                        .map(i -> GlobalSecondaryIndex.builder()
                                                .indexName(i.get("IndexName").asText())
                                                .keySchema(keySchema(i))
                                                .projection(p -> p.projectionType("ALL"))
                                                .build())
                                        .toList()
                                : null)
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
                .build());
        json("items").forEach(item -> dynamoDb.putItem(p -> p.tableName(table()).item(attributes(item))));
    }

    void change(DynamoDbClient dynamoDb) {
        for (JsonNode change : json("changes")) {
            Map<String, AttributeValue> item = attributes(change.get(1));
            switch (change.get(0).asText()) {
                case "put" -> dynamoDb.putItem(p -> p.tableName(table()).item(item));
                case "delete" -> dynamoDb.deleteItem(d -> d.tableName(table()).key(item));
                default -> throw new IllegalStateException("no such change: " + change.get(0));
            }
        }
    }

    /** The codes of what is in quarantine in the end, sorted. */
    List<String> refused() {
        List<String> codes = new ArrayList<>();
        for (JsonNode refused : expected().get("refused")) {
            if (!refused.get(0).asText().equals("start")) {
                CODE.matcher(refused.get(2).asText())
                        .results()
                        .map(MatchResult::group)
                        .limit(1)
                        .forEach(codes::add);
            }
        }
        return codes.stream().sorted().toList();
    }

    JsonNode expected() {
        return json("expected");
    }

    private static List<KeySchemaElement> keySchema(JsonNode holder) {
        return holder.get("KeySchema")
                .valueStream()
                .map(k -> KeySchemaElement.builder()
                        .attributeName(k.get("AttributeName").asText())
                        .keyType(k.get("KeyType").asText())
                        .build())
                .toList();
    }

    private JsonNode json(String file) {
        try {
            return JSON.readTree(text(file + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) {
        String path = "/cases/" + name + "/" + file;
        try (var in = Objects.requireNonNull(Design.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, AttributeValue> attributes(JsonNode object) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        object.properties().forEach(member -> attributes.put(member.getKey(), value(member.getValue())));
        return attributes;
    }

    private static AttributeValue value(JsonNode typed) {
        String type = typed.fieldNames().next();
        JsonNode value = typed.get(type);
        return switch (type) {
            case "S" -> AttributeValue.fromS(value.asText());
            case "N" -> AttributeValue.fromN(value.asText());
            case "B" -> AttributeValue.fromB(bytes(value));
            case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
            case "NULL" -> AttributeValue.fromNul(true);
            case "M" -> AttributeValue.fromM(attributes(value));
            case "L" ->
                AttributeValue.fromL(value.valueStream().map(Design::value).toList());
            case "SS" ->
                AttributeValue.fromSs(value.valueStream().map(JsonNode::asText).toList());
            case "NS" ->
                AttributeValue.fromNs(value.valueStream().map(JsonNode::asText).toList());
            case "BS" ->
                AttributeValue.fromBs(value.valueStream().map(Design::bytes).toList());
            default -> throw new IllegalStateException("no such kind: " + type);
        };
    }

    private static SdkBytes bytes(JsonNode base64) {
        return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64.asText()));
    }
}
