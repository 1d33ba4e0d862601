package dev.tailrace.embedded.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as quarantine names it, read by plain JDBC and DynamoDB's documented JSON. */
record QuarantinedItem(Map<String, AttributeValue> key, String code, Map<String, AttributeValue> image) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<QuarantinedItem> all(Connection connection) throws SQLException {
        List<QuarantinedItem> items = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select source_key, code, image from tailrace.quarantine")) {
            while (row.next()) {
                items.add(new QuarantinedItem(item(row.getString(1)), row.getString(2), item(row.getString(3))));
            }
        }
        return items;
    }

    private static Map<String, AttributeValue> item(String json) {
        try {
            return attributes(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Quarantine holds what is not JSON", e);
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
            case "S" -> AttributeValue.fromS(value.textValue());
            case "N" -> AttributeValue.fromN(value.textValue());
            case "B" ->
                AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(value.textValue())));
            case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
            case "NULL" -> AttributeValue.fromNul(true);
            case "M" -> AttributeValue.fromM(attributes(value));
            case "L" ->
                AttributeValue.fromL(
                        value.valueStream().map(QuarantinedItem::value).toList());
            case "SS" ->
                AttributeValue.fromSs(
                        value.valueStream().map(JsonNode::textValue).sorted().toList());
            default -> throw new IllegalArgumentException("No test expects " + type + " in quarantine");
        };
    }
}
