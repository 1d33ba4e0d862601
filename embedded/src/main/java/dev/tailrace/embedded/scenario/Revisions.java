package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.b;
import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.FilesExpectation;
import dev.tailrace.embedded.checker.RevisionsExpectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Documents with numeric keys and a local index by author, and files whose sort key holds a slash. Two source tables: even
 * numbers are revisions, odd ones files.
 */
public final class Revisions implements Scenario {
    private static final int VERSIONS = 8;

    private final String revisions;
    private final String files;

    public Revisions(String suffix) {
        this.revisions = "Revisions" + suffix;
        this.files = "Files" + suffix;
    }

    @Override
    public String id() {
        return "revisions";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(
                TableParts.table(
                        revisions,
                        t -> t.keySchema(hash("document_id"), range("version_number"))
                                .attributeDefinitions(
                                        attribute("document_id", ScalarAttributeType.N),
                                        attribute("version_number", ScalarAttributeType.N),
                                        attribute("author", ScalarAttributeType.S))
                                .localSecondaryIndexes(i -> i.indexName("AuthorIndex")
                                        .keySchema(hash("document_id"), range("author"))
                                        .projection(TableParts.ALL))),
                TableParts.table(
                        files,
                        t -> t.keySchema(hash("user_id"), range("path"))
                                .attributeDefinitions(
                                        attribute("user_id", ScalarAttributeType.S),
                                        attribute("path", ScalarAttributeType.S))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: revisions
                        key: [document_id, version_number]
                        columns:
                          document_id: bigint
                          version_number: numeric
                          author: text
                          title: text
                          saved_at: { from: savedAt, type: timestamptz, unit: s }
                        rest: attributes
                  - from: %s
                    mapping:
                      - when: { path: "{folder}/{file}" }
                        into: files
                        key: [user_id, folder, file]
                        columns:
                          size: bigint
                          checksum: bytea
                          public: boolean
                        rest: attributes
                """.formatted(revisions, files);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new RevisionsExpectation(revisions, schema()), new FilesExpectation(files, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(Values.odds(random));
        if (isRevision(n)) {
            item.put("author", s(Values.word(random)));
            item.put("title", s(Values.sentence(random)));
            item.put("savedAt", n(Values.moment(random).getEpochSecond()));
            item.put("words", n(random.nextInt(10_000)));
        } else {
            item.put("size", n(random.nextLong(1L << 40)));
            item.put("checksum", b(Values.sentence(random)));
            item.put("public", ItemAttributes.bool(random.nextBoolean()));
            item.put("type", s(Values.word(random)));
        }
        return new Write.Put(table(n), item);
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table(n), key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        Map<String, AttributeValue> set = isRevision(n)
                ? Map.of("title", s(Values.sentence(random)), "author", s(Values.word(random)))
                : Map.of("size", n(random.nextLong(1L << 40)), "type", s(Values.word(random)));
        return new Write.Update(table(n), key(n), set, Set.of());
    }

    private static boolean isRevision(long n) {
        return n % 2 == 0;
    }

    private String table(long n) {
        return isRevision(n) ? revisions : files;
    }

    private static Map<String, AttributeValue> key(long n) {
        return isRevision(n)
                ? Map.of("document_id", n(1_000_000_000_000L + n / 2 / VERSIONS), "version_number", n(n / 2 % VERSIONS))
                : Map.of("user_id", s(Values.id("u-", n % 500)), "path", s("inbox " + n % 7 + "/file-" + n + ".txt"));
    }
}
