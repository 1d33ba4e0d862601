package dev.tailrace.embedded.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("stack")
@ExtendWith(StackExtension.class)
class WritersTest {
    private static final long LIMIT = Duration.ofSeconds(60).toNanos();

    @Test
    void everyKindOfChangeHappensToEveryScenario(Stack stack) {
        for (Scenario scenario : Scenarios.all(Stack.unique(""))) {
            try (Source source = Source.create(stack.dynamoDb(), scenario, 200, 3)) {
                Writers writers = Writers.start(stack.dynamoDb(), scenario, new Load(2, 1_000, 200, 5));
                awaitChanges(writers, 150);
                writers.close();
                for (ChangeKind kind : ChangeKind.values()) {
                    assertThat(writers.changes(kind))
                            .as("%s %s", scenario.id(), kind)
                            .isPositive();
                }
                assertThat(writers.refused()).as(scenario.id()).isLessThan(writers.changes());
            }
        }
    }

    @Test
    void transfersAndAccountsThatComeAndGoLeaveTheSumOfBalances(Stack stack) {
        Accounts accounts = new Accounts(Stack.unique(""));
        try (Source source = Source.create(stack.dynamoDb(), accounts, 200, 3)) {
            try (Writers writers = Writers.start(stack.dynamoDb(), accounts, new Load(4, 1_000, 200, 5))) {
                awaitChanges(writers, 300);
            }
            BigDecimal sum = stack
                    .dynamoDb()
                    .scanPaginator(
                            b -> b.tableName(source.tableNames().getFirst()).consistentRead(true))
                    .items()
                    .stream()
                    .map(item -> new BigDecimal(item.get("balance").n()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(Accounts.OPENING_BALANCE.multiply(BigDecimal.valueOf(180)));
        }
    }

    private static void awaitChanges(Writers writers, long count) {
        long deadline = System.nanoTime() + LIMIT;
        while (writers.changes() < count) {
            assertThat(System.nanoTime())
                    .as("%s changes so far", writers.changes())
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
