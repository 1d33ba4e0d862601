package dev.tailrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The container image: what of the checkout it is built from, and how it starts the worker. */
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

    /** They stand twice: the image has no JDK for the launcher to find. */
    @Test
    void itsJvmHasTheFlagsOfTheLaunchersWorker() throws IOException {
        assertThat(flags("ui-config/Dockerfile", "ENTRYPOINT \\[(.*?)\\]"))
                .containsAll(flags("tailrace", " worker\\) flags='(.*?)'"))
                .contains("-XX:+IgnoreUnrecognizedVMOptions");
    }

    private static List<String> flags(String file, String where) throws IOException {
        var found = Pattern.compile(where, Pattern.DOTALL).matcher(Files.readString(ROOT.resolve(file)));
        assertThat(found.find()).isTrue();
        var flags = Pattern.compile("-X[^\\s\",]+")
                .matcher(found.group(1))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(flags).isNotEmpty();
        return flags;
    }
}
