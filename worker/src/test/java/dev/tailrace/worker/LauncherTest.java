package dev.tailrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a shell sees it. In the stack lane because it starts what {@code package} has built. */
@Tag("stack")
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("..", "tailrace").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    /** What takes time at start is classes: how long that is, {@code bench} measures. */
    @Test
    void versionLoadsNothingOfTheStoresAndOfTemporal() throws IOException {
        var classes = directory.resolve("classes");
        var options = Map.of("TAILRACE_OPTS", "-Xlog:class+load:file=" + classes);

        assertThat(run(options, LAUNCHER.toString(), "--version")).startsWith("tailrace ");

        assertThat(Files.readString(classes))
                .contains("dev.tailrace.worker.cli.Cli")
                .doesNotContain(
                        "software.amazon.",
                        "org.postgresql.",
                        "org.jooq.",
                        "logback.classic.LoggerContext",
                        "ObjectMapper");
    }

    @Test
    void launcherIsFoundThroughSymbolicLinksFromAnywhere() throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("first"), LAUNCHER);
        Files.createSymbolicLink(directory.resolve("second"), link.getFileName());

        assertThat(run(Map.of(), "./second", "--version")).startsWith("tailrace ");
    }

    @Test
    void tooOldJdkIsPassedOver() throws IOException {
        assertThat(run(Map.of("JAVA_HOME", jdk("17.0.15")), LAUNCHER.toString(), "--version"))
                .startsWith("tailrace ");
    }

    @Test
    void workerGetsAServersFlagsAndNoPartOfTheEmbeddedStack() throws IOException {
        var started = run(Map.of("JAVA_HOME", jdk("21.0.1")), LAUNCHER.toString(), "worker");

        assertThat(started)
                .contains("-XX:MaxRAMPercentage=60", "worker/target/lib/*:", "dev.tailrace.worker.Main worker");
        assertThat(started).doesNotContain("TieredStopAtLevel", "embedded");
    }

    @Test
    void migrationNamedLikeACommandIsNotOne() throws IOException {
        var started = run(Map.of("JAVA_HOME", jdk("21.0.1")), LAUNCHER.toString(), "status", "worker");

        assertThat(started).contains("-XX:TieredStopAtLevel=1").doesNotContain("MaxRAMPercentage");
    }

    /** A JDK that says what it was asked to start. */
    private String jdk(String version) throws IOException {
        var bin = Files.createDirectories(directory.resolve("jdk-" + version).resolve("bin"));
        for (var tool : List.of("java", "javac")) {
            var script = Files.writeString(bin.resolve(tool), "#!/bin/sh\nprintf '%s ' \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return bin.getParent().toString();
    }

    private String run(Map<String, String> environment, String... command) {
        try {
            var builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(out).isZero();
            return out;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
