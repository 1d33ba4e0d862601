package dev.tailrace.workflows.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.table.TableReport;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A throttle says what it does, and can be taken back. */
class ThrottleTest {
    private static final Map<String, TableReport> ORDERS =
            Map.of("Orders", TableReport.planned("Orders", Instant.parse("2026-11-20T12:00:00Z")));

    private static Dispatch throttle(String json) throws JsonProcessingException {
        return Dispatch.of(Verb.THROTTLE, new ObjectMapper().readTree(json), ORDERS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"unitsPerSecond": 500, "window": 8}      | at most 500 read units/s per table, 8 segments at once
                    {"unitsPerSecond": 1500.5}                | at most 1,500.5 read units/s per table
                    {"unitsPerSecond": 0.5, "window": 1}      | at most 0.5 read units/s per table, 1 segment at once
                    {"unitsPerSecond": "unlimited"}           | no limit of read units
                    {"window": "planned"}                     | as many segments at once as planned
                    """)
    void theAnswerHasTheFigures(String json, String figures) throws JsonProcessingException {
        assertThat(throttle(json).answer().done()).isEqualTo("Changes the pace of Orders: " + figures + ".");
    }

    @Test
    void otherWordsAreRefused() {
        assertThatThrownBy(() -> throttle("{\"unitsPerSecond\": \"fast\", \"window\": \"all\"}"))
                .hasMessageContaining("or \"unlimited\"")
                .hasMessageContaining("or \"planned\"");
        assertThatThrownBy(() -> throttle("{\"unitsPerSecond\": 0}")).hasMessageContaining("above 0");
    }
}
