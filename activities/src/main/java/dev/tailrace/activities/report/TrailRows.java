package dev.tailrace.activities.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.report.ReportModel.Event;
import dev.tailrace.activities.report.ReportModel.Trail;
import dev.tailrace.activities.report.ReportedTable.PhaseChanged;
import dev.tailrace.activities.trail.TrailCheck;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/**
 * The audit trail of a migration.
 *
 * @param phases each table's changes of phase, the oldest first
 * @param lines the events' lines, byte for byte as they are stored
 */
record TrailRows(Trail trail, Map<String, List<PhaseChanged>> phases, List<String> lines) {
    /** @param sql on a connection whose transaction sees one moment */
    static TrailRows read(DSLContext sql, String migration) {
        var events = new ArrayList<Event>();
        var phases = new LinkedHashMap<String, List<PhaseChanged>>();
        var lines = new ArrayList<String>();
        sql.fetch("""
                        select seq, at, actor, type, table_name, payload::text, line
                          from tailrace.audit where migration = ? order by seq""", migration).forEach(r -> {
            var at = r.get(1, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
            var payload = ReportJson.tree(r.get(5, String.class));
            var event = new Event(
                    r.get(0, Long.class),
                    at,
                    r.get(2, String.class),
                    r.get(3, String.class),
                    r.get(4, String.class),
                    what(payload));
            events.add(event);
            lines.add(r.get(6, String.class));
            if (event.type().equals("PhaseChanged") && event.table() != null) {
                phases.computeIfAbsent(event.table(), t -> new ArrayList<>()).add(phase(at, event.actor(), payload));
            }
        });
        return new TrailRows(trail(events, lines), phases, List.copyOf(lines));
    }

    /** By itself the trail shows what was edited in it; what was cut off its end, the head that was kept elsewhere does. */
    private static Trail trail(List<Event> events, List<String> lines) {
        if (lines.isEmpty()) {
            return new Trail(0, "", null, events);
        }
        var check = TrailCheck.of((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), List.of());
        var finding = check.finding();
        return new Trail(check.seq(), check.head(), finding == null ? null : finding.text(), events);
    }

    private static PhaseChanged phase(Instant at, String actor, JsonNode payload) {
        return new PhaseChanged(
                at,
                payload.path("from").asText(),
                payload.path("to").asText(),
                actor,
                payload.path("reason").asText(""));
    }

    private static String what(JsonNode payload) {
        return payload.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> field.getKey() + "="
                        + (field.getValue().isTextual()
                                ? field.getValue().textValue()
                                : field.getValue().toString()))
                .collect(Collectors.joining(" "));
    }
}
