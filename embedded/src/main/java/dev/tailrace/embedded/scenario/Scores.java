package dev.tailrace.embedded.scenario;

import static dev.tailrace.embedded.scenario.ItemAttributes.n;
import static dev.tailrace.embedded.scenario.ItemAttributes.s;
import static dev.tailrace.embedded.scenario.TableParts.attribute;
import static dev.tailrace.embedded.scenario.TableParts.hash;
import static dev.tailrace.embedded.scenario.TableParts.range;

import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.checker.ScoresExpectation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Scores of players, of which half are of one game, a hot key of the leaderboard's index. An update is a burst of them to one item. */
public final class Scores implements Scenario {
    private static final int BURST = 8;
    private static final int OTHER_GAMES = 50;

    private final String table;

    public Scores(String suffix) {
        this.table = "GameScores" + suffix;
    }

    @Override
    public String id() {
        return "scores";
    }

    @Override
    public List<CreateTableRequest> tables() {
        return List.of(TableParts.table(
                table,
                t -> t.keySchema(hash("userId"), range("gameId"))
                        .attributeDefinitions(
                                attribute("userId", ScalarAttributeType.S),
                                attribute("gameId", ScalarAttributeType.S),
                                attribute("score", ScalarAttributeType.N))
                        .globalSecondaryIndexes(
                                TableParts.index("GameLeaderboard", "gameId", "score", TableParts.ALL))));
    }

    @Override
    public String mapping() {
        return """
                  - from: %s
                    mapping:
                      - into: scores
                        key: [user_id, game_id]
                        columns:
                          user_id: { from: userId, type: text }
                          game_id: { from: gameId, type: text }
                          score: bigint
                          played_at: { from: playedAt, type: timestamptz, unit: ms }
                        rest: attributes
                """.formatted(table);
    }

    @Override
    public List<Expectation> expectations() {
        return List.of(new ScoresExpectation(table, schema()));
    }

    @Override
    public Write.Put item(long n, RandomGenerator random) {
        Map<String, AttributeValue> item = new HashMap<>(key(n));
        item.putAll(Values.odds(random));
        item.putAll(values(random));
        return new Write.Put(table, item);
    }

    private static Map<String, AttributeValue> values(RandomGenerator random) {
        return Map.of(
                "score",
                n(random.nextLong(1_000_000)),
                "playedAt",
                n(Values.moment(random).toEpochMilli()));
    }

    @Override
    public Write.Delete delete(long n) {
        return new Write.Delete(table, key(n));
    }

    @Override
    public Write update(long n, RandomGenerator random) {
        return new Write.Update(table, key(n), values(random), Set.of());
    }

    @Override
    public List<Write> change(ChangeKind kind, long n, RandomGenerator random) {
        return kind == ChangeKind.UPDATE
                ? Stream.generate(() -> update(n, random)).limit(BURST).toList()
                : Scenario.super.change(kind, n, random);
    }

    private static Map<String, AttributeValue> key(long n) {
        String game = n % 2 == 0 ? "g-hot" : "g-" + n / 2 % OTHER_GAMES;
        return Map.of("userId", s(Values.id("u-", n / 2)), "gameId", s(game));
    }
}
