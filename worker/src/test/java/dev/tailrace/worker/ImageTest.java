package dev.tailrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What of the checkout the container image is built from. */
class ImageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** One package is called as Maven's build directories are. */
    @Test
    void noSourceIsLeftOut() throws IOException {
        var ignored = Files.readAllLines(ROOT.resolve("ui-config/Dockerfile.dockerignore")).stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();

        try (var files = Files.walk(ROOT)) {
            assertThat(files.map(ROOT::relativize)
                            .filter(file -> file.toString().contains("/src/main/"))
                            .filter(file -> ignored.stream().anyMatch(pattern -> pattern.matches(file))))
                    .isEmpty();
        }
    }
}
