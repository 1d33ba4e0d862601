package dev.tailrace.activities.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ten lines of shell in docs/auditing.md, which need nothing of ours, say the same. */
class ShellCheckTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(prev=.*?)```", Pattern.DOTALL);
    private static final int FILES = 16;

    @TempDir
    Path directory;

    private String script;

    @BeforeEach
    void readThePage() throws Exception {
        assumeTrue(
                List.of("sh", "sha256sum").stream().allMatch(ShellCheckTest::isThere),
                "there is no sh or no sha256sum in /bin or /usr/bin");
        var block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "auditing.md")));
        assertThat(block.find()).isTrue();
        script = block.group(1);
    }

    private static boolean isThere(String command) {
        return List.of("/bin", "/usr/bin").stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    @Test
    void itAgreesOnTrailsThatWereChangedAndOnOnesThatWereNot() throws Exception {
        for (int seed = 0; seed < FILES; seed++) {
            var lines = seed % 4 == 0
                    ? Trails.of(seed + 1)
                    : Tampered.random(new SplittableRandom(seed)).lines();
            var check = TrailCheck.of(Trails.file(lines), List.of());
            assertThat(run(lines))
                    .as("seed %d", seed)
                    .matches(
                            check.isIntact()
                                    ? "%d events, head %s\n".formatted(check.events(), check.head())
                                    : "broken at line \\d+\n");
        }
    }

    private String run(List<String> lines) throws Exception {
        Files.write(directory.resolve("audit.ndjson"), Trails.file(lines));
        var process = new ProcessBuilder("sh", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(directory.resolve("out"));
    }
}
