package dev.tailrace.activities.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit trail. Field names are what {@code history --output json} prints.
 *
 * @param seq from 1, without gaps within a migration
 * @param actor who did it: an operator's name, or {@code tailrace}
 * @param type e.g. {@code Registered}, {@code PhaseChanged}, {@code Verb}
 * @param table the source table; null for the migration as a whole
 * @param payload what belongs to the type
 */
public record AuditEvent(
        long seq,
        Instant at,
        String actor,
        String type,
        @Nullable String table,
        JsonNode payload) {}
