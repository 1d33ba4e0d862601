package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.file.MigrationSpec.Backfill;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Else;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.table.VerificationOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileReaderTest {
    private static final String SHOP = """
            # yaml-language-server: $schema=tailrace-migration.schema.json
            name: shop
            source: { dynamodb: { region: us-east-1 } }
            target: { postgres: { url: env:TARGET_URL, schema: app } }
            tables:
              - from: AppData
                mapping:
                  - when: { PK: "USER#{user_id}", SK: PROFILE }
                    into: users
                    key: [user_id]
                    columns:
                      total: numeric(12,2)
                      placed_at: { from: createdAt, type: timestamptz, unit: ms }
                    rest: attributes
                  - else: skip
                backfill: { segments: 8, capacityShare: 1 }
                tokens: false
              - from: Orders
                mapping: [{ into: orders, key: [orderId] }]
                quarantine: { budget: 0 }
            backfill: { capacityShare: 0.25, consistency: eventual, concurrency: 2 }
            tokens: true
            enableStream: true
            """;

    @Test
    void aTablesOptionsWinFieldByField() {
        var spec = ok(FileReader.read(SHOP, "shop.yaml")).spec();
        assertThat(spec.tables().get(0).backfill()).isEqualTo(new Backfill(1, null, false, 8, 2));
        assertThat(spec.tables().get(1).backfill()).isEqualTo(new Backfill(0.25, null, false, null, 2));
        assertThat(spec.tables()).extracting(t -> t.tokens()).containsExactly(false, true);
        assertThat(spec.tables()).extracting(t -> t.enableStream()).containsExactly(true, true);
        assertThat(spec.tables()).extracting(t -> t.quarantineBudget()).containsExactly(100, 0);
    }

    @Test
    void aTablesVerificationTakesThePlaceOfTheMigrationsAsAWhole() {
        var stated = SHOP.replace("    tokens: false\n", "    tokens: false\n    verification: { level: full }\n")
                + "verification: { level: sample, seed: audit, confidence: 0.99, atMost: 0.01 }\n";

        assertThat(ok(FileReader.read(stated, "shop.yaml")).spec().tables())
                .extracting(t -> t.verification())
                .containsExactly(
                        VerificationOptions.FULL,
                        new VerificationOptions(VerificationLevel.SAMPLE, "audit", 0.99, 0.01));
        assertThat(ok(FileReader.read(SHOP, "shop.yaml")).spec().tables())
                .allSatisfy(t -> assertThat(t.verification()).isEqualTo(VerificationOptions.FULL));
    }

    @Test
    void controlMayNameTheTargetsDatabaseWhichItIsWithout() {
        var named = SHOP + "control: { postgres: { url: env:TARGET_URL } }\n";

        assertThat(ok(FileReader.read(named, "shop.yaml")).spec().control())
                .isEqualTo(new Database.Url("env:TARGET_URL", null));
        assertThat(ok(FileReader.read(SHOP, "shop.yaml")).spec().control())
                .isEqualTo(new Database.Url("env:TARGET_URL", null));
    }

    @Test
    void everythingElseIsTakenAsItStands() {
        var spec = ok(FileReader.read(SHOP, "shop.yaml")).spec();
        assertThat(spec.name()).isEqualTo("shop");
        assertThat(spec.source()).isEqualTo(new StoreSpec.DynamoDb("us-east-1", null));
        assertThat(spec.target()).isEqualTo(new StoreSpec.Postgres("env:TARGET_URL", "app"));
        var mapping = spec.tables().getFirst().rules().orElseThrow();
        assertThat(mapping.otherwise()).isEqualTo(Else.SKIP);
        var rule = mapping.rules().getFirst();
        assertThat(rule.when()).isEqualTo(Map.of("PK", Condition.of("USER#{user_id}"), "SK", Condition.of("PROFILE")));
        assertThat(rule.columns().get("total")).isEqualTo(new ColumnSpec(null, "numeric(12,2)", null));
        assertThat(rule.columns().get("placed_at")).isEqualTo(new ColumnSpec("createdAt", "timestamptz", "ms"));
        assertThat(rule.rest()).isEqualTo("attributes");
    }

    @Test
    void yamlJsonAndAParsedDocumentAreTheSame() throws Exception {
        var yaml = ok(FileReader.read(SHOP, "shop.yaml"));
        var json = new ObjectMapper().writeValueAsString(yaml.json());
        var parsed = new ObjectMapper().readTree(json);
        assertThat(ok(FileReader.read(json, "shop.json")).digest()).isEqualTo(yaml.digest());
        assertThat(ok(FileReader.read(parsed)).digest()).isEqualTo(yaml.digest());
        assertThat(ok(FileReader.read(parsed)).spec()).isEqualTo(yaml.spec());
    }

    @Test
    void theDigestKnowsNoOrderOfFieldsAndNoSpellingOfNumbers() throws Exception {
        var json = new ObjectMapper();
        var a = json.readTree("{\"a\": 0.50, \"b\": [1.0, 1000], \"c\": {\"x\": 1, \"y\": 2}}");
        var b = json.readTree("{\"c\": {\"y\": 2, \"x\": 1.0}, \"b\": [1, 1e3], \"a\": 0.5}");
        var other = json.readTree("{\"c\": {\"y\": 2, \"x\": 1}, \"b\": [1000, 1], \"a\": 0.5}");
        assertThat(FileDigest.digest(a)).hasSize(64).isEqualTo(FileDigest.digest(b));
        assertThat(FileDigest.digest(other)).isNotEqualTo(FileDigest.digest(a));
    }

    @Test
    void aParsedDocumentsProblemsHavePointersInPlaceOfLines() throws Exception {
        var input = new ObjectMapper().readTree("{\"name\": \"shop\", \"source\": {\"dynamo\": {}}, \"tables\": 1}");
        var refused = (FileAnswer.Refused) FileReader.read(input);
        assertThat(refused.problems())
                .extracting(p -> p.problem().what())
                .containsExactly(
                        "/source/dynamo: \"dynamo\" is not a field of \"Source\".",
                        "/tables: 1 is given where a list is expected.",
                        "/target: \"target\" is missing in \"Tailrace migration\".");
        assertThat(refused.problems().getFirst().nearest()).isEqualTo("dynamodb");
    }

    private static FileAnswer.Ok ok(FileAnswer answer) {
        assertThat(answer).isInstanceOf(FileAnswer.Ok.class);
        return (FileAnswer.Ok) answer;
    }
}
