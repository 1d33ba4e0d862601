package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.bool;
import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.DocumentsExpectation;
import dev.tailrace.embedded.checker.Expectation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Documents in up to three chunks, and next to them an item of their metadata; half of the documents are packed before they are cut. Of four
 * numbers three are the chunks of a document and one is its metadata. A document is written again chunk by chunk, in any order: for a moment its
 * chunks are of two versions. A newer version always wins, so that the versions of two writers do not stay mixed; one that is shorter leaves
 * chunks behind, or removes them.
 */
public final class Documents implements Scenario {
    private static final int SLOTS = 4;
    private static final int CHUNKS = SLOTS - 1;
    private static final int LARGE = 360_000;
    private static final String VERSION = "version";

    private final String table;
    private final AtomicLong versions = new AtomicLong();

    public Documents(String suffix) {
        this.table = "Documents" + suffix;
    }

    @Override
    public String id() {
        return "documents";
    }

    @Override
    public String schema() {
        return "documents";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("PK"), range("SK"))
                        .attributeDefinitions(
                                attribute("PK", ScalarAttributeType.S), attribute("SK", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - when: { PK: "doc#{doc_id}", SK: "chunk#{n:int:3}" }
                        into: documents
                        key: [doc_id]
                        collect: { order: n, parts: totalChunks, join: data, same: [version] }
                        columns:
                          body: { from: data, type: text, decode: gzip+base64, flag: compressed }
                          version: bigint
                          s3_key: { from: s3Key, type: text }
                        rest: attributes
                      - when: { PK: "doc#{doc_id}", SK: METADATA }
                        into: document_metadata
                        key: [doc_id]
                        columns:
                          title: text
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new DocumentsExpectation(table, schema()));
    }

    /** Of the document's first version; chunks that it does not have are left behind by one before. */
    @Override
    public Write.Put item(long n, RandomGenerator random) {
        long document = n / SLOTS;
        int slot = (int) (n % SLOTS);
        if (slot == CHUNKS) {
            Map<String, AttributeValue> metadata = new HashMap<>(key(n));
            metadata.putAll(Values.odds(random));
            metadata.put("title", s(Values.sentence(random)));
            return new Write.Put(table, metadata);
        }
        int chunks = 1 + (int) (document % CHUNKS);
        if (slot < chunks) {
            return new Write.Put(
                    table,
                    chunks(document, 0, chunks, new SplittableRandom(document), random)
                            .get(slot));
        }
        Map<String, AttributeValue> left = new HashMap<>(key(n));
        left.put("totalChunks", n(CHUNKS));
        left.put("data", s(Values.sentence(random)));
        left.put(VERSION, n(-1));
        return new Write.Put(table, left);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        long metadata = n / SLOTS * SLOTS + CHUNKS;
        return new Write.Update(table, key(metadata), Map.of("title", s(Values.sentence(random))), Set.of("discount"));
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        long document = n / SLOTS;
        if (kind == ChangeKind.DELETE && isForDeletion(document)) {
            return List.of(delete(document * SLOTS + 1), delete(document * SLOTS), delete(document * SLOTS + 2));
        }
        if (isForDeletion(document) || kind == ChangeKind.UPDATE && n % SLOTS == CHUNKS) {
            return List.of(update(n, random));
        }
        return switch (kind) {
            case INSERT -> {
                List<Write> writes = new ArrayList<>(written(document, 1 + random.nextInt(CHUNKS), false, random));
                writes.add(1, item(document * SLOTS + CHUNKS, random));
                yield writes;
            }
            case UPDATE, MOVE -> written(document, 1 + random.nextInt(CHUNKS), false, random);
            case DELETE -> written(document, 1, true, random);
            case REINSERT -> written(document, 1 + random.nextInt(CHUNKS), true, random);
        };
    }

    /** They are never written again: a chunk that came behind the deletion would stay alone. */
    private static boolean isForDeletion(long document) {
        return document < 64 && document % 8 == 7;
    }

    /** A version of the document, chunk by chunk; the older ones are removed before, or overwritten as far as it has chunks. */
    private List<Write> written(long document, int chunks, boolean removed, RandomGenerator random) {
        long version = versions.incrementAndGet();
        List<Write> writes = new ArrayList<>();
        for (Map<String, AttributeValue> chunk : chunks(document, version, chunks, random, random)) {
            writes.add(new Write.PutNewer(table, chunk, VERSION));
        }
        Collections.rotate(writes, random.nextInt(chunks));
        if (random.nextBoolean()) {
            Collections.reverse(writes);
        }
        for (int slot = 0; removed && slot < CHUNKS; slot++) {
            writes.add(slot, new Write.DeleteOlder(table, key(document * SLOTS + slot), VERSION, version));
        }
        return writes;
    }

    private static List<Map<String, AttributeValue>> chunks(
            long document, long version, int chunks, RandomGenerator content, RandomGenerator odds) {
        boolean packed = content.nextBoolean();
        String text = text(document, content);
        String stored = packed ? packed(text) : text;
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        int length = Math.ceilDiv(stored.length(), chunks);
        for (int i = 0; i < chunks; i++) {
            Map<String, AttributeValue> item = new HashMap<>(key(document * SLOTS + i));
            item.putAll(Values.odds(odds));
            item.put("totalChunks", n(chunks));
            item.put(
                    "data",
                    s(stored.substring(
                            Math.min(i * length, stored.length()), Math.min((i + 1) * length, stored.length()))));
            item.put(VERSION, n(version));
            if (packed) {
                item.put("compressed", bool(true));
            }
            if (i == 0 && document % 3 == 0) {
                item.put("s3Key", s("s3://documents/" + document));
            }
            items.add(item);
        }
        return items;
    }

    /** Of words; a few are near what an item may have. */
    private static String text(long document, RandomGenerator random) {
        StringBuilder text = new StringBuilder(Values.sentence(random));
        while (document % 100 == 99 && text.length() < LARGE) {
            text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
        }
        return text.toString();
    }

    private static String packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Map<String, AttributeValue> key(long n) {
        int slot = (int) (n % SLOTS);
        return Map.of(
                "PK",
                s("doc#" + Values.id("d-", n / SLOTS)),
                "SK",
                s(slot == CHUNKS ? "METADATA" : "chunk#%03d".formatted(slot)));
    }
}
