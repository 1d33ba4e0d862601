package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code files/bad} is refused with exactly the words of the {@code .txt} next to it. */
class BadFileTest {
    private static final Path FOLDER = Path.of("src/test/resources/files/bad");

    static List<Path> badFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> !f.toString().endsWith(".txt")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void aBadFileIsRefusedWithAllItsProblems(Path file) throws IOException {
        var said = described(file);
        assertThat(said).isEqualTo(Files.readString(expected(file)));
        assertThat(said).doesNotContain("hunter2");
    }

    @Test
    void eachFileHasItsWordsAndThereAreManyOfThem() throws IOException {
        assertThat(badFiles())
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(f -> assertThat(expected(f)).exists());
    }

    private static String described(Path file) throws IOException {
        var answer = (FileAnswer.Refused)
                FileReader.read(Files.readString(file), file.getFileName().toString());
        return answer.plain().stream().map(p -> p.describe() + "\n").collect(Collectors.joining());
    }

    private static Path expected(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.\\w+$", ".txt"));
    }
}
