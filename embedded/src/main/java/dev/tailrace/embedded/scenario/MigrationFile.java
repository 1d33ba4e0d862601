package dev.tailrace.embedded.scenario;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One migration of all tables of some scenarios, which share the first one's schema. The target is {@code env:TARGET_URL}.
 *
 * @param budget read capacity units per second for each table's copy; empty: as fast as it goes
 */
public record MigrationFile(String name, List<Scenario> scenarios, OptionalDouble budget) {
    public MigrationFile {
        scenarios = List.copyOf(scenarios);
    }

    /** A migration without a budget. */
    public static String yaml(String name, List<Scenario> scenarios) {
        return new MigrationFile(name, scenarios, OptionalDouble.empty()).yaml();
    }

    public String yaml() {
        return """
                name: %s
                source: { dynamodb: { region: us-east-1 } }
                target: { postgres: { url: env:TARGET_URL, schema: %s } }
                %stokens: true
                tables:
                %s""".formatted(
                        name,
                        scenarios.getFirst().schema(),
                        budget.isPresent()
                                ? "backfill: { capacityShare: 1, budget: %s }%n".formatted(budget.getAsDouble())
                                : "",
                        scenarios.stream().map(Scenario::mapping).collect(Collectors.joining()));
    }
}
