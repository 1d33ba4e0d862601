package dev.tailrace.embedded.stack;

import dev.tailrace.worker.TemporalKind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Reads the addresses of running servers from the environment. */
final class GivenServers {
    private GivenServers() {}

    static Addresses read(Map<String, String> environment) {
        URI dynamoDb = URI.create(required(environment, "AWS_ENDPOINT_URL_DYNAMODB"));
        return new Addresses(
                dynamoDb,
                Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_DYNAMODB_STREAMS"))
                        .map(URI::create)
                        .orElse(dynamoDb),
                DatabaseAddress.parse(required(environment, "TARGET_URL")),
                required(environment, "TEMPORAL_ADDRESS"),
                TemporalKind.SERVER,
                environment.getOrDefault("TEMPORAL_NAMESPACE", "default"),
                Optional.empty());
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("Cannot use given servers: " + name + " is not set. "
                    + "Set it, or leave -Dstack=given out to start embedded ones.");
        }
        return value;
    }
}
