package dev.tailrace.activities.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit trail. Persisted field names, in this order.
 *
 * @param seq from 1, without gaps within a migration
 * @param prev the digest of the line before; {@link TrailDigest#NONE} for the first
 * @param at by the control schema's clock, to the microsecond
 * @param actor who did it: an operator's name, or {@code tailrace}
 * @param origin who wrote it down
 * @param table the source table; null for the migration as a whole
 * @param outcome what came of it, in a word; null where the type says it
 * @param once what makes the event unique within the migration
 * @param payload what belongs to the type; neither items nor secrets
 */
public record TrailEvent(
        long seq,
        String prev,
        Instant at,
        String actor,
        String origin,
        String type,
        @Nullable String table,
        @Nullable String outcome,
        String once,
        JsonNode payload) {
    /** ASCII alone: whatever shows or transfers a line cannot change its bytes by another encoding. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** All digits, so that times compare as text. */
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The line that is stored and hashed: JSON without a line break. */
    public String line() {
        var line = JSON.createObjectNode()
                .put("seq", seq)
                .put("prev", prev)
                .put("at", MICROS.format(at))
                .put("actor", actor)
                .put("origin", origin)
                .put("type", type)
                .put("table", table)
                .put("outcome", outcome)
                .put("once", once);
        line.set("payload", payload);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an event of the audit trail", e);
        }
    }

    /** The digest of the line: the trail's head while no event follows. */
    public String digest() {
        return TrailDigest.of(line().getBytes(StandardCharsets.UTF_8));
    }
}
