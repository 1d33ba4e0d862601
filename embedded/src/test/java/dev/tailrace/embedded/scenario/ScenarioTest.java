package dev.tailrace.embedded.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.checker.Expectation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
    private static final int ITEMS = 500;

    static Stream<Scenario> scenarios() {
        return Stream.concat(Scenarios.all("_test").stream(), Scenarios.special("_test").stream());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSameSeedGivesTheSameItem(Scenario scenario) {
        for (long n = 0; n < ITEMS; n++) {
            assertThat(scenario.item(n, new SplittableRandom(n))).isEqualTo(scenario.item(n, new SplittableRandom(n)));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyNumberHasAKeyOfItsOwn(Scenario scenario) {
        Set<Map<?, ?>> keys = new HashSet<>();
        for (long n = 0; n < ITEMS; n++) {
            Write.Delete delete = scenario.delete(n);
            assertThat(scenario.item(n, new SplittableRandom(n)).item()).containsAllEntriesOf(delete.key());
            assertThat(keys.add(Map.of(delete.table(), delete.key()))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everySourceTableIsMappedAndExpected(Scenario scenario) {
        List<String> expected =
                scenario.expectations().stream().map(Expectation::sourceTable).toList();
        assertThat(scenario.tables()).extracting(table -> table.tableName()).containsExactlyElementsOf(expected);
        expected.forEach(table -> assertThat(scenario.mapping()).contains("- from: " + table + "\n"));
    }
}
