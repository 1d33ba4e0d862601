package dev.tailrace.embedded.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Load;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.Balance;
import dev.tailrace.workflows.verification.Circumstances;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("stack")
@ExtendWith(StackExtension.class)
class VerificationTest {
    private static final int ITEMS = 10_000;

    @TempDir
    Path folder;

    private String name;
    private DynamoDbClient dynamo;

    @Test
    void plantedDifferencesAreFoundAndNothingElseWhileWritersGoOn(Stack stack) throws Exception {
        var scenario = new AppData(Stack.unique(""));
        try (var source = source(stack, scenario)) {
            source.load(ITEMS, 1);
            put("USER#missing", "PROFILE", Map.of("name", "n"));
            put("USER#different", "PROFILE", Map.of("name", "n", "email", "e"));
            put("PRODUCT#moved", "METADATA", Map.of("category", "here"));
            put("USER#named", "PROFILE", Map.of("createdAt", "not a time"));
            put("USER#unnamed", "PROFILE", Map.of("createdAt", "not a time"));
            try (var captured = new CapturedTable(stack, scenario, folder)) {
                captured.sql(
                        "delete from shop.users where user_id = 'missing'",
                        "update shop.users set name = 'wrong' where user_id = 'different'",
                        "update shop.products set category = 'elsewhere' where product_id = 'moved'",
                        "insert into shop.users (user_id) values ('extra')",
                        // No item can have this key: DynamoDB takes no empty one.
                        "insert into shop.other_items (pk, sk) values ('extra', '')",
                        "delete from tailrace.quarantine where source_key like '%USER#unnamed%'");
                Verdict verdict;
                try (var writers = Writers.start(dynamo, scenario, new Load(4, 200, ITEMS, 1))) {
                    verdict = verdict(captured, 1, true);
                    assertThat(writers.changes()).isPositive();
                }
                assertThat(verdict.outcome()).isEqualTo(VerdictOutcome.DIFFERENT);
                assertThat(captured.rows(
                                "select kind, target, source_key, detail from tailrace.difference order by 1, 2, 3"))
                        .containsExactly(
                                "different users " + key("USER#different", "PROFILE")
                                        + " key [\"different\"], columns [\"name\"]",
                                "extra other_items " + key("extra", "") + " key [\"extra\",\"\"]",
                                "extra products " + key("PRODUCT#moved", "METADATA") + " key [\"elsewhere\",\"moved\"]",
                                "extra users " + key("USER#extra", "PROFILE") + " key [\"extra\"]",
                                "missing  " + key("USER#unnamed", "PROFILE")
                                        + " cannot be mapped, and is not named in quarantine",
                                "missing products " + key("PRODUCT#moved", "METADATA") + " key [\"here\",\"moved\"]",
                                "missing users " + key("USER#missing", "PROFILE") + " key [\"missing\"]");
                assertThat(verdict.confirmed()).isEqualTo(new Confirmed(3, 3, 1, 1, 0, 0, 0));
                assertThat(verdict.balance().balances()).isTrue();
                assertThat(verdict.limits()).anyMatch(limit -> limit.contains("quarantine"));
            }
        }
    }

    @Test
    void equalTablesAreFoundEqualOnceWithTheLimitThatNoTokensMean(Stack stack) throws Exception {
        var scenario = new AppData(Stack.unique(""));
        try (var source = source(stack, scenario)) {
            source.load(1_000, 2);
            put("USER#named", "PROFILE", Map.of("createdAt", "not a time"));
            try (var captured = new CapturedTable(stack, scenario, folder)) {
                var incomplete = verdict(captured, 1, true);
                assertThat(incomplete.outcome()).isEqualTo(VerdictOutcome.INCOMPLETE);
                assertThat(verdict(captured, 1, true)).isEqualTo(incomplete);
                assertThat(captured.rows("select count(*) from tailrace.verification"))
                        .containsExactly("1");
                assertThat(
                                captured.rows(
                                        "select line::jsonb ->> 'outcome', payload ->> 'digest' from tailrace.audit where type = 'Verdict'"))
                        .containsExactly("INCOMPLETE " + incomplete.digest());

                captured.accept("ann", "test data");
                var excepted = verdict(captured, 5, true);
                assertThat(excepted.outcome()).isEqualTo(VerdictOutcome.EXCEPTED);
                assertThat(excepted.confirmed()).isEqualTo(new Confirmed(0, 0, 0, 0, 1, 0, 0));
                assertThat(excepted.limits()).anyMatch(limit -> limit.contains("accepted by ann"));

                put("USER#named", "PROFILE", Map.of("createdAt", "2026-11-20T10:00:00Z"));
                captured.catchUp();
                var equal = verdict(captured, 6, true);
                assertThat(equal.outcome()).isEqualTo(VerdictOutcome.EQUAL);
                assertThat(equal.limits()).isEqualTo(Verdict.STANDING_LIMITS);
                var rows = new Balance.Side(1_001, 1_001, 0, 0, 0, 0, 0);
                assertThat(equal.balance()).isEqualTo(new Balance(1_001, 1_001, 0, 0, rows, rows));
                assertThat(equal.circumstances())
                        .returns(1, Circumstances::sourceReads)
                        .returns(1_001L, Circumstances::itemsRead)
                        .returns("test", Circumstances::build);
                assertThat(captured.rows("select count(*) from tailrace.comparison"))
                        .containsExactly("0");

                var withoutTokens = verdict(captured, 7, false);
                assertThat(withoutTokens.outcome()).isEqualTo(VerdictOutcome.EQUAL);
                assertThat(withoutTokens.limits())
                        .hasSize(1 + Verdict.STANDING_LIMITS.size())
                        .containsAll(Verdict.STANDING_LIMITS)
                        .first()
                        .asString()
                        .startsWith("no tokens: ");

                captured.sql("update tailrace.pass set closed_at = now()");
                var closed = captured.verify(8, true);
                assertThat(closed.verdict()).isNull();
                assertThat(closed.turn())
                        .isInstanceOfSatisfying(
                                Turn.Stalled.class,
                                stalled -> assertThat(stalled.problem().code()).isEqualTo(Code.V002.id()));
            }
        }
    }

    private Source source(Stack stack, AppData scenario) {
        dynamo = stack.dynamoDb();
        var source = Source.create(dynamo, scenario);
        name = source.tableNames().getFirst();
        return source;
    }

    private static Verdict verdict(CapturedTable captured, long run, boolean tokens) {
        var verified = captured.verify(run, tokens);
        assertThat(verified.turn())
                .isInstanceOfSatisfying(
                        Turn.Done.class, done -> assertThat(done.trail()).isNotNull());
        return verified.verdict();
    }

    private void put(String pk, String sk, Map<String, String> values) {
        var item = new HashMap<String, AttributeValue>();
        item.put("PK", AttributeValue.fromS(pk));
        item.put("SK", AttributeValue.fromS(sk));
        values.forEach((attribute, value) -> item.put(attribute, AttributeValue.fromS(value)));
        dynamo.putItem(p -> p.tableName(name).item(item));
    }

    private static String key(String pk, String sk) {
        return "{\"PK\":{\"S\":\"%s\"},\"SK\":{\"S\":\"%s\"}}".formatted(pk, sk);
    }
}
