package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ranges that an operator is told, against a real copy of some minutes: {@code mvn -pl embedded -am verify -Dtest=EtaSoak
 * -Dtailrace.soak=true}.
 */
@Tag("stack")
@ExtendWith(StackExtension.class)
@EnabledIfSystemProperty(named = "tailrace.soak", matches = "true")
@Timeout(1_200)
class EtaSoak {
    private static final int ITEMS = 12_000;
    private static final double BUDGET = 6;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(5);

    private final Map<Instant, JsonNode> samples = new TreeMap<>();

    @Test
    void rangesAreRightInNineOfTenSamples(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        String table = orders.tables().getFirst().tableName();
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            rehearsal.worker();
            String migration = rehearsal.start(BUDGET, orders);
            Await.until("the end of the copy", LIMIT, () -> rehearsal.status(migration, table), this::isCopied);

            Instant end = Instant.now();
            long told = samples.values().stream().filter(left -> !left.isNull()).count();
            long right = samples.entrySet().stream()
                    .filter(sample -> isRight(sample.getValue(), Duration.between(sample.getKey(), end)))
                    .count();
            samples.forEach((at, left) -> System.out.printf(
                    "left %s, told %s%n", Duration.between(at, end).toSeconds(), left));
            System.out.printf("%d of %d ranges right, %d samples without one%n", right, told, samples.size() - told);
            assertThat(told).isGreaterThan(10);
            assertThat((double) right / told).isGreaterThanOrEqualTo(0.9);
        }
    }

    private boolean isCopied(JsonNode status) {
        JsonNode progress = status.path("progress");
        boolean done = progress.path("segments").asInt() > 0
                && progress.path("segmentsDone").asInt()
                        == progress.path("segments").asInt();
        Instant now = Instant.now();
        if (!done
                && status.path("phase").asText().equals("BACKFILLING")
                && samples.keySet().stream()
                        .allMatch(at -> at.plus(BETWEEN_SAMPLES).isBefore(now))) {
            samples.put(now, status.path("left"));
        }
        return done;
    }

    private static boolean isRight(JsonNode left, Duration truth) {
        return !left.isNull()
                && seconds(left.path("soonest")) <= truth.toSeconds()
                && truth.toSeconds() <= seconds(left.path("latest"));
    }

    private static double seconds(JsonNode duration) {
        return duration.isNumber()
                ? duration.asDouble()
                : Duration.parse(duration.asText()).toSeconds();
    }
}
