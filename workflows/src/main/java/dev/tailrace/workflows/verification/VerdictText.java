package dev.tailrace.workflows.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A verdict as text: JSON with its fields sorted by name and no space, as {@code jq -cS} writes it, so that anyone can check the
 * digest. Thread-safe.
 */
public final class VerdictText {
    private static final String DIGEST = "digest";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private VerdictText() {}

    /** Writes one line. */
    public static String write(Verdict verdict) {
        try {
            return JSON.writeValueAsString(verdict);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a verdict", e);
        }
    }

    /** @throws IllegalStateException if it is no verdict */
    public static Verdict read(String text) {
        try {
            return JSON.readValue(text, Verdict.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a stored verdict", e);
        }
    }

    /** SHA-256 of a verdict's text without its digest, 64 hex digits. */
    static String digest(Verdict verdict) {
        ObjectNode tree = JSON.valueToTree(verdict);
        tree.remove(DIGEST);
        try {
            var bytes = JSON.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot digest a verdict", e);
        }
    }
}
