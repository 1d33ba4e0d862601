package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.command.StatedDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Finds durations that are read, but that no switch could keep. */
final class DurationCheck {
    private record Range(Duration least, Duration most, String words) {}

    private static final Map<JsonPointer, Range> RANGES = Map.of(
            JsonPointer.compile("/cutover/maxPause"),
            new Range(Duration.ofSeconds(1), Duration.ofHours(1), "from 1s to 1h"),
            JsonPointer.compile("/rollback/window"),
            new Range(Duration.ofMinutes(1), Duration.ofDays(365), "from 1m to 365d"));

    private DurationCheck() {}

    /** All of them, in no particular order; what is no duration is the schema's to say. */
    static List<FileProblem> of(Document document) {
        return RANGES.entrySet().stream()
                .filter(range -> isOutside(document, range.getKey(), range.getValue()))
                .map(range -> problem(document, range.getKey(), range.getValue()))
                .toList();
    }

    private static boolean isOutside(Document document, JsonPointer at, Range range) {
        var stated = StatedDuration.of(document.at(at).asText());
        return stated != null && (stated.compareTo(range.least()) < 0 || stated.compareTo(range.most()) > 0);
    }

    private static FileProblem problem(Document document, JsonPointer at, Range range) {
        var shown = ShownJson.value(document.at(at));
        return FileProblem.of(
                document.valueAt(at),
                Code.F004,
                shown,
                shown + " is not " + range.words() + ".",
                "Write a duration " + range.words() + ".");
    }
}
