package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {
    @ParameterizedTest
    @EnumSource
    void theAuditorsPageTellsWhatItMeans(EventType type) throws Exception {
        var firstCells = Files.readAllLines(Path.of("..", "docs", "auditing.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .collect(Collectors.joining());
        assertThat(firstCells).contains("`" + type.persisted() + "`");
    }
}
