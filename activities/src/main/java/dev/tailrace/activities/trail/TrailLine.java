package dev.tailrace.activities.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A line of an exported trail, as it is in the file.
 *
 * @param text its bytes, each as a char
 * @param digest of its bytes
 * @param event what it says; missing where it is no event
 */
record TrailLine(String text, String digest, JsonNode event) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TrailLine of(byte[] bytes) {
        return new TrailLine(new String(bytes, StandardCharsets.ISO_8859_1), TrailDigest.of(bytes), read(bytes));
    }

    private static JsonNode read(byte[] bytes) {
        try {
            var event = JSON.readTree(bytes);
            boolean whole = event.path("seq").canConvertToExactIntegral()
                    && event.path("prev").isTextual()
                    && event.path("type").isTextual()
                    && event.has("payload");
            return whole ? event : MissingNode.getInstance();
        } catch (IOException broken) {
            return MissingNode.getInstance();
        }
    }

    boolean isEvent() {
        return !event.isMissingNode();
    }

    /** 0 where it is no event. */
    long seq() {
        return event.path("seq").asLong();
    }

    /** Empty where it is no event. */
    String prev() {
        return event.path("prev").asText();
    }

    /** Whether this one comes straight after a line of that number and digest. */
    boolean continues(long number, String digestBefore) {
        return seq() == number + 1 && prev().equals(digestBefore);
    }

    /** The digest that it would have with another line before it. */
    String digestAfter(String digestBefore) {
        var restored = text.replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"" + digestBefore + "\"");
        return TrailDigest.of(restored.getBytes(StandardCharsets.ISO_8859_1));
    }
}
