package dev.tailrace.embedded.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** Writes migration files for scenarios. */
public final class MigrationFile {
    private MigrationFile() {}

    /** One migration of all tables of the scenarios, which share the first one's schema. The target is {@code env:TARGET_URL}. */
    public static String yaml(String name, List<Scenario> scenarios) {
        return """
                name: %s
                source: { dynamodb: { region: us-east-1 } }
                target: { postgres: { url: env:TARGET_URL, schema: %s } }
                tokens: true
                tables:
                %s""".formatted(
                        name,
                        scenarios.getFirst().schema(),
                        scenarios.stream().map(Scenario::mapping).collect(Collectors.joining()));
    }
}
