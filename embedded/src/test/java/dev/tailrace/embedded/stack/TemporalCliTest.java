package dev.tailrace.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalCliTest {
    @Test
    void theHomeOfTheEnvironmentCounts(@TempDir Path home, @TempDir Path other) throws IOException {
        Path folder = Files.createDirectories(home.resolve("go").resolve("bin"));
        Path binary = Files.createFile(
                folder.resolve("temporal"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(TemporalCli.find(Map.of("HOME", home.toString()))).contains(binary);
        assertThat(TemporalCli.find(Map.of("HOME", other.toString(), "PATH", "")))
                .isEmpty();
    }
}
