package dev.tailrace.embedded.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the {@code temporal} binary. */
final class TemporalCli {
    private TemporalCli() {}

    /** {@code $TEMPORAL_CLI}, then PATH, then where {@code go install} puts it. */
    static Optional<Path> find(Map<String, String> environment) {
        Stream<Path> named = Stream.ofNullable(environment.get("TEMPORAL_CLI")).map(Path::of);
        Stream<Path> onPath = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "temporal"));
        // Java's user.home is the password file's, whatever HOME says; go goes by HOME.
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        Stream<Path> installed = Stream.of(Path.of(home, "go", "bin", "temporal"));
        return Stream.of(named, onPath, installed)
                .flatMap(paths -> paths)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
