package dev.tailrace.workflows.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "phases.md");

    static Stream<Arguments> pairs() {
        return Arrays.stream(Phase.values())
                .flatMap(from -> Arrays.stream(Phase.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void onlySuccessorsFollow(Phase from, Phase to) {
        if (from.successors().contains(to)) {
            assertThat(from.to(to)).isEqualTo(to);
        } else {
            assertThatThrownBy(() -> from.to(to))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(from + " to " + to);
        }
    }

    /** Writes the page again with {@code -Dtailrace.write=true}. */
    @Test
    void theDocumentationShowsThem() throws IOException {
        if (Boolean.getBoolean("tailrace.write")) {
            Files.writeString(DOCUMENT, PhaseDiagram.page());
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(PhaseDiagram.page());
    }
}
