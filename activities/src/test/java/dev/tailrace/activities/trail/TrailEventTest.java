package dev.tailrace.activities.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrailEventTest {
    @Test
    void theLineIsWhatTheFormatSaysToTheByte() {
        var event = new TrailEvent(
                1,
                TrailDigest.NONE,
                Instant.parse("2026-11-30T10:00:00.1Z"),
                "Zoë \"Z\"",
                "worker 0.1.0",
                "Verb",
                null,
                null,
                "verb/1",
                JsonNodeFactory.instance.objectNode().put("verb", "pause\n"));

        assertThat(event.line())
                .isEqualTo(
                        "{\"seq\":1,\"prev\":\"" + "0".repeat(64)
                                + "\",\"at\":\"2026-11-30T10:00:00.100000Z\",\"actor\":\"Zo\\u00EB \\\"Z\\\"\",\"origin\":\"worker 0.1.0\","
                                + "\"type\":\"Verb\",\"table\":null,\"outcome\":null,\"once\":\"verb/1\",\"payload\":{\"verb\":\"pause\\n\"}}");
        // echo -n … | sha256sum
        assertThat(TrailDigest.of("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
