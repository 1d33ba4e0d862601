package dev.tailrace.activities.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.report.ReportModel.Event;
import dev.tailrace.activities.report.ReportModel.Trail;
import dev.tailrace.activities.report.ReportedTable.PhaseChanged;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.trail.TrailFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of a migration: what its lines say, and whether they can be believed. Its other columns only repeat them.
 *
 * @param phases each table's changes of phase, the oldest first
 * @param verdicts the digest that the trail names for a verdict, by {@code pass id/run}
 * @param verdictsSince when it first named one; null before that
 * @param lines byte for byte as they are stored
 */
record TrailRows(
        Trail trail,
        Map<String, List<PhaseChanged>> phases,
        Map<String, String> verdicts,
        @Nullable Instant verdictsSince,
        List<String> lines) {
    /** @param sql on a connection whose transaction sees one moment */
    static TrailRows read(DSLContext sql, String migration) {
        return of(sql.fetch("select line from tailrace.audit where migration = ? order by seq", migration)
                .map(row -> row.get(0, String.class)));
    }

    static TrailRows of(List<String> lines) {
        var reading = new Reading();
        lines.forEach(reading::add);
        var check = TrailCheck.of(TrailFile.text(lines).getBytes(UTF_8), List.of());
        var finding = check.finding();
        return new TrailRows(
                new Trail(
                        check.seq(),
                        lines.isEmpty() ? "" : check.head(),
                        finding == null ? null : finding.text(),
                        reading.events),
                reading.phases,
                reading.verdicts,
                reading.verdictsSince,
                lines);
    }

    /** What is wrong with a run by the trail, in a sentence; null where nothing is. */
    @Nullable
    String troubleOf(ReportedRun run) {
        var named = verdicts.get(run.passId() + "/" + run.run());
        if (named == null) {
            return verdictsSince == null || run.storedAt().isBefore(verdictsSince)
                    ? null
                    : "the audit trail does not name it.";
        }
        return run.verdict() == null || named.equals(run.verdict().digest())
                ? null
                : "the audit trail names another digest for it.";
    }

    /** Lines, one after the other. */
    private static final class Reading {
        private final List<Event> events = new ArrayList<>();
        private final Map<String, List<PhaseChanged>> phases = new LinkedHashMap<>();
        private final Map<String, String> verdicts = new HashMap<>();
        private @Nullable Instant verdictsSince;

        /** A line that is no event is told of by the check. */
        void add(String line) {
            var json = ReportJson.lenient(line);
            var at = at(json);
            var payload = json.path("payload");
            if (at == null) {
                return;
            }
            var event = new Event(
                    json.path("seq").asLong(),
                    at,
                    json.path("actor").asText(),
                    json.path("type").asText(),
                    json.path("table").textValue(),
                    what(json.path("outcome"), payload));
            events.add(event);
            if (event.type().equals(EventType.PHASE_CHANGED.persisted()) && event.table() != null) {
                phases.computeIfAbsent(event.table(), table -> new ArrayList<>())
                        .add(new PhaseChanged(
                                at,
                                payload.path("from").asText(),
                                payload.path("to").asText(),
                                event.actor(),
                                payload.path("reason").asText("")));
            }
            if (event.type().equals(EventType.VERDICT.persisted())) {
                verdictsSince = verdictsSince == null ? at : verdictsSince;
                verdicts.put(
                        payload.path("pass").asText() + "/"
                                + payload.path("run").asText(),
                        payload.path("digest").asText());
            }
        }

        private static @Nullable Instant at(JsonNode json) {
            try {
                return Instant.parse(json.path("at").asText()).truncatedTo(ChronoUnit.MILLIS);
            } catch (DateTimeException e) {
                return null;
            }
        }

        private static String what(JsonNode outcome, JsonNode payload) {
            var fields = payload.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + "=" + text(field.getValue()))
                    .collect(Collectors.joining(" "));
            return outcome.isTextual() ? (outcome.textValue() + " " + fields).strip() : fields;
        }

        private static String text(JsonNode value) {
            return value.isTextual() ? value.textValue() : value.toString();
        }
    }
}
