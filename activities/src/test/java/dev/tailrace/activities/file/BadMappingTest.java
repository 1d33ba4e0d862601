package dev.tailrace.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.plan.TryOut;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each mapping of {@code files/mappings} is refused, for a table of the key in its first line, with exactly the words of the {@code .txt}
 * next to it.
 */
class BadMappingTest {
    private static final Path FOLDER = Path.of("src/test/resources/files/mappings");
    private static final String KEY = "# key: ";

    static List<Path> mappings() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void aBadMappingIsRefusedWithItsReasonAndAFix(Path file) throws IOException {
        var text = Files.readString(file);
        var words = problems(text, file.getFileName().toString()).stream()
                .map(p -> p.describe() + "\n")
                .collect(Collectors.joining());
        assertThat(words).isEqualTo(Files.readString(Path.of(file.toString().replace(".yaml", ".txt"))));
    }

    @Test
    void thereAreManyOfThem() throws IOException {
        assertThat(mappings()).hasSizeGreaterThanOrEqualTo(40);
    }

    private static List<Problem> problems(String text, String name) {
        return switch (FileReader.read(text, name)) {
            case FileAnswer.Refused refused -> refused.plain();
            case FileAnswer.Ok ok -> {
                var table = ok.spec().tables().getFirst();
                yield ((TryOut.Outcome.Refused) TryOut.run(ok.spec(), table, key(text), List.of())).problems();
            }
        };
    }

    private static KeySchema key(String text) {
        var line = text.lines().findFirst().orElseThrow();
        assertThat(line).startsWith(KEY);
        var attributes = Arrays.stream(line.substring(KEY.length()).split(","))
                .map(a -> new KeyAttribute(a.split(":")[0], KeyType.valueOf(a.split(":")[1])))
                .toList();
        return new KeySchema(attributes.getFirst(), attributes.size() > 1 ? attributes.get(1) : null);
    }
}
