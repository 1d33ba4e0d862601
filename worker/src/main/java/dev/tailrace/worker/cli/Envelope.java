package dev.tailrace.worker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What {@code --output json} prints, whatever the command and however it ends: one object on one line, with the version of its
 * shape, what it is, when it was made, and the answer's own fields next to them. Persisted names (docs/cli.md).
 */
final class Envelope {
    /** Rises when a field goes or changes its meaning; new fields do not raise it. */
    static final String SCHEMA = "tailrace/1";

    /** Of errors, whatever the command. */
    static final String PROBLEMS = "problems";

    /** The records look the same here as in the workflow's queries. Times are ISO-8601 in UTC, durations too. */
    private static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper();

    private Envelope() {}

    /** @param answer becomes an object; its fields stand at the top */
    static String of(String kind, Object answer, Instant at) {
        var envelope = MAPPER.createObjectNode()
                .put("schema", SCHEMA)
                .put("kind", kind)
                .put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        envelope.setAll(MAPPER.<ObjectNode>valueToTree(answer));
        try {
            return MAPPER.writeValueAsString(envelope);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Cannot write an answer as JSON", e);
        }
    }
}
