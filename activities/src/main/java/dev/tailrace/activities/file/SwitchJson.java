package dev.tailrace.activities.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.file.MigrationSpec.Cutover;
import dev.tailrace.activities.file.MigrationSpec.Fence;
import dev.tailrace.activities.file.MigrationSpec.Rollback;
import dev.tailrace.workflows.command.StatedDuration;
import dev.tailrace.workflows.table.VerificationLevel;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a checked file says of the switch and of the way back; a missing object says nothing. */
final class SwitchJson {
    private SwitchJson() {}

    static Cutover cutover(JsonNode stated) {
        var usual = Cutover.USUAL;
        return new Cutover(
                Fence.CONFIRM,
                duration(stated.path("maxLag"), usual.maxLag()),
                duration(stated.path("maxPause"), usual.maxPause()),
                duration(stated.path("cleanFor"), usual.cleanFor()),
                stated.path("approvals").asInt(usual.approvals()),
                stated.path("together").asBoolean(usual.together()),
                level(stated.path("level")),
                duration(stated.path("maxAge"), usual.maxAge()));
    }

    static Rollback rollback(JsonNode stated) {
        return new Rollback(duration(stated.path("window"), Rollback.USUAL.window()));
    }

    private static Duration duration(JsonNode stated, Duration usual) {
        return stated.isMissingNode()
                ? usual
                : Objects.requireNonNull(StatedDuration.of(stated.asText()), "the schema has taken it");
    }

    private static @Nullable VerificationLevel level(JsonNode stated) {
        return stated.isMissingNode()
                ? null
                : VerificationLevel.valueOf(stated.asText().toUpperCase(Locale.ROOT));
    }
}
