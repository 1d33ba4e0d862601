package dev.tailrace.embedded.checker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Documents, each from all of its chunks, and their metadata. A document whose chunks are not all there, or of two versions, has no row. */
public record DocumentsExpectation(String sourceTable, String schema) implements Expectation {
    private static final String CHUNK = "chunk#";

    @Override
    public Map<String, List<String>> targetKeys() {
        return Map.of("documents", List.of("doc_id"), "document_metadata", List.of("doc_id"));
    }

    @Override
    public List<Optional<ExpectedRow>> rows(List<Map<String, AttributeValue>> items) {
        List<Optional<ExpectedRow>> rows = new ArrayList<>();
        Map<String, TreeMap<String, Map<String, AttributeValue>>> chunks = new HashMap<>();
        for (Map<String, AttributeValue> item : items) {
            String sort = text(item, "SK");
            if (sort.startsWith(CHUNK)) {
                chunks.computeIfAbsent(text(item, "PK"), k -> new TreeMap<>()).put(sort, item);
            } else {
                rows.add(row(item));
            }
        }
        chunks.values().forEach(document -> rows.add(document(document)));
        return rows;
    }

    /** Of metadata. */
    @Override
    public Optional<ExpectedRow> row(Map<String, AttributeValue> item) {
        ItemReader in = new ItemReader(item);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("doc_id", in.key("PK").substring("doc#".length()));
        in.key("SK");
        cells.put("title", in.text("title"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("document_metadata", cells));
    }

    /** @param chunks by sort key, which is of three digits */
    private static Optional<ExpectedRow> document(TreeMap<String, Map<String, AttributeValue>> chunks) {
        Map<String, AttributeValue> first = chunks.get(CHUNK + "000");
        if (first == null) {
            return Optional.empty();
        }
        int total = Integer.parseInt(value(first, "totalChunks").n());
        StringBuilder stored = new StringBuilder();
        for (int i = 0; i < total; i++) {
            Map<String, AttributeValue> chunk = chunks.get("%s%03d".formatted(CHUNK, i));
            if (chunk == null || !sameVersion(first, chunk)) {
                return Optional.empty();
            }
            stored.append(text(chunk, "data"));
        }
        Map<String, AttributeValue> whole = new HashMap<>(first);
        whole.put("data", AttributeValue.fromS(stored.toString()));
        whole.put("_parts", AttributeValue.fromL(parts(first, total, chunks)));
        ItemReader in = new ItemReader(whole);
        Map<String, @Nullable Object> cells = new HashMap<>();
        cells.put("doc_id", in.key("PK").substring("doc#".length()));
        in.key("SK");
        cells.put("body", first.containsKey("compressed") ? unpacked(stored.toString()) : stored.toString());
        cells.put("version", in.number("version"));
        cells.put("s3_key", in.text("s3Key"));
        cells.put("attributes", in.rest());
        return Optional.of(new ExpectedRow("documents", cells));
    }

    private static boolean sameVersion(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
        return value(one, "version").equals(value(other, "version"))
                && value(one, "totalChunks").equals(value(other, "totalChunks"));
    }

    /** What the chunks do not have in common with the first. */
    private static List<AttributeValue> parts(
            Map<String, AttributeValue> first, int total, TreeMap<String, Map<String, AttributeValue>> chunks) {
        List<AttributeValue> parts = new ArrayList<>();
        chunks.forEach((sort, chunk) -> {
            int number = Integer.parseInt(sort.substring(CHUNK.length()));
            Map<String, AttributeValue> part = new HashMap<>();
            part.put("n", number(number));
            Map<String, AttributeValue> rest = new HashMap<>(chunk);
            rest.keySet().removeAll(List.of("PK", "SK"));
            if (number < total) {
                String data = text(chunk, "data");
                part.put("length", number(data.codePointCount(0, data.length())));
                rest.remove("data");
                List<AttributeValue> without = first.keySet().stream()
                        .filter(name -> !chunk.containsKey(name))
                        .sorted()
                        .map(AttributeValue::fromS)
                        .toList();
                if (!without.isEmpty()) {
                    part.put("without", AttributeValue.fromL(without));
                }
                rest.entrySet().removeIf(entry -> same(entry.getValue(), first.get(entry.getKey())));
            }
            if (!rest.isEmpty()) {
                part.put("rest", AttributeValue.fromM(rest));
            }
            parts.add(AttributeValue.fromM(part));
        });
        return parts;
    }

    /** Sets have no order. */
    private static boolean same(AttributeValue one, @Nullable AttributeValue other) {
        return other != null && TypedCells.of(one).equals(TypedCells.of(other));
    }

    private static AttributeValue number(int number) {
        return AttributeValue.fromN(BigDecimal.valueOf(number).toPlainString());
    }

    private static AttributeValue value(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an item without " + name);
        }
        return value;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return value(item, name).s();
    }

    private static String unpacked(String base64) {
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
