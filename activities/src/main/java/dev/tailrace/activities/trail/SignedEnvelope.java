package dev.tailrace.activities.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * A payload with its signature, in a DSSE envelope (source: github.com/secure-systems-lab/dsse, protocol and envelope version 1).
 */
public final class SignedEnvelope {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String ALGORITHM = "Ed25519";

    private SignedEnvelope() {}

    /** The envelope, as one line of JSON. */
    public static String of(JsonNode payload, PrivateKey key) {
        try {
            var body = JSON.writeValueAsBytes(payload);
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed(PAYLOAD_TYPE, body));
            var envelope = JSON.createObjectNode()
                    .put("payload", Base64.getEncoder().encodeToString(body))
                    .put("payloadType", PAYLOAD_TYPE);
            envelope.putArray("signatures")
                    .addObject()
                    .put("sig", Base64.getEncoder().encodeToString(signature.sign()));
            return JSON.writeValueAsString(envelope);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign", e);
        }
    }

    /**
     * The payload.
     *
     * @param name of the envelope's file, for people
     * @throws ProblemException (A003) where no signature of it is the key's
     */
    public static JsonNode open(String envelope, PublicKey key, String name) {
        try {
            var read = JSON.readTree(envelope);
            var type = read.path("payloadType").asText();
            var body = Base64.getDecoder().decode(read.path("payload").asText());
            for (var each : read.path("signatures")) {
                var signature = Signature.getInstance(ALGORITHM);
                signature.initVerify(key);
                signature.update(signed(type, body));
                if (holds(signature, each.path("sig").asText()) && type.equals(PAYLOAD_TYPE)) {
                    return JSON.readTree(body);
                }
            }
            throw new ProblemException(Problem.of(Code.A003, "file " + name, "it has no signature by that key"));
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(Problem.of(Code.A003, "file " + name, "it is no DSSE envelope"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot verify a signature", e);
        }
    }

    /** A signature of another length is none, and no error. */
    private static boolean holds(Signature signature, String base64) {
        try {
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** What is signed: the type and the body, each after its length. */
    static byte[] signed(String type, byte[] body) {
        var head = "DSSEv1 %d %s %d "
                .formatted(type.getBytes(StandardCharsets.UTF_8).length, type, body.length)
                .getBytes(StandardCharsets.UTF_8);
        var all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
