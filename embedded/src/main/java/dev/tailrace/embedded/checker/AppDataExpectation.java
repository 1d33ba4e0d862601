package dev.tailrace.embedded.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The single table: one target table per kind of entity. */
public record AppDataExpectation(String sourceTable, String schema) implements Expectation {
    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of(
                "users", List.of("user_id"),
                "user_orders", List.of("user_id", "order_id"),
                "discontinued_products", List.of("product_id"),
                "products", List.of("category", "product_id"),
                "authors", List.of("author_id"),
                "books", List.of("author_id", "book_id"),
                "other_items", List.of("pk", "sk"));
    }

    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        String pk = in.key("PK");
        String sk = in.key("SK");
        Map<String, @Nullable Object> cells = new HashMap<>();
        String table = fill(cells, in, pk, sk, item.get("state") != null);
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow(table, cells));
    }

    private static String fill(
            Map<String, @Nullable Object> cells, ItemReader in, String pk, String sk, boolean discontinued) {
        if (pk.startsWith("USER#") && sk.equals("PROFILE")) {
            cells.put("user_id", after('#', pk));
            cells.put("name", in.text("name"));
            cells.put("email", in.text("email"));
            cells.put("created_at", in.time("createdAt"));
            return "users";
        }
        if (pk.startsWith("USER#") && sk.startsWith("ORDER#")) {
            cells.put("user_id", after('#', pk));
            cells.put("order_id", after('#', sk));
            cells.put("total", in.number("total"));
            cells.put("placed_at", in.time("createdAt"));
            cells.put("lines", in.json("lines"));
            return "user_orders";
        }
        if (pk.startsWith("PRODUCT#") && discontinued) {
            in.text("state");
            cells.put("product_id", after('#', pk));
            cells.put("name", in.text("name"));
            return "discontinued_products";
        }
        if (pk.startsWith("PRODUCT#")) {
            cells.put("category", in.key("category"));
            cells.put("product_id", after('#', pk));
            cells.put("name", in.text("name"));
            cells.put("price", in.number("price"));
            cells.put("stock", in.number("stock"));
            cells.put("updated_at", in.epochMillis("updatedAt"));
            return "products";
        }
        return fillByAuthor(cells, in, pk, sk);
    }

    private static String fillByAuthor(Map<String, @Nullable Object> cells, ItemReader in, String pk, String sk) {
        if (pk.startsWith("author#") && sk.equals("metadata")) {
            cells.put("author_id", after('#', pk));
            cells.put("name", in.text("name"));
            return "authors";
        }
        if (pk.startsWith("author#") && sk.startsWith("book#")) {
            cells.put("author_id", after('#', pk));
            cells.put("book_id", after('#', sk));
            cells.put("title", in.text("title"));
            cells.put("published", in.date("published"));
            return "books";
        }
        cells.put("pk", pk);
        cells.put("sk", sk);
        return "other_items";
    }

    private static String after(char separator, String key) {
        return key.substring(key.indexOf(separator) + 1);
    }
}
