package dev.tailrace.embedded.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What to start.
 *
 * @param temporalCli the {@code temporal} binary; empty: the in-process test server stands in for the service
 * @param environment where the addresses of given servers are looked up
 */
public record StackOptions(StackKind kind, Optional<Path> temporalCli, Map<String, String> environment) {
    public StackOptions {
        environment = Map.copyOf(environment);
    }

    /** The kind of {@code -Dstack}, the binary that is found, the process's environment. */
    public static StackOptions found() {
        return new StackOptions(StackKind.fromSystemProperty(), TemporalCli.find(System.getenv()), System.getenv());
    }

    public StackOptions withoutTemporalCli() {
        return new StackOptions(kind, Optional.empty(), environment);
    }
}
