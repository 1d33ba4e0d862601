package dev.tailrace.activities.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signed trail: what is said about it, and that openssl agrees about the signature. */
class TrailStatementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();

    private void event(String type, @Nullable String table, @Nullable String outcome, ObjectNode payload) {
        var prev = lines.isEmpty() ? TrailDigest.NONE : Trails.digest(lines.getLast());
        lines.add(new TrailEvent(
                        lines.size() + 1,
                        prev,
                        Instant.EPOCH,
                        "tailrace",
                        "test",
                        type,
                        table,
                        outcome,
                        "e" + lines.size(),
                        payload)
                .line());
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode level(String level) {
        return nothing().put("level", level);
    }

    private JsonNode statement() {
        return TrailStatement.of(
                new TrailStatement.Signed("audit.ndjson", Trails.file(lines)),
                List.of(new TrailStatement.Signed("report.json", "{}".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void theStatementNamesTheFilesTheHeadAndTheVerdictThatEachTableStandsOn() throws Exception {
        var digest = "f".repeat(64);
        event("Registered", null, null, nothing().put("digest", digest));
        event("PassOpened", "Orders", null, nothing());
        event("PassOpened", "Users", null, nothing());
        event("Verdict", "Orders", "DIFFERENT", level("full").put("digest", "d".repeat(64)));
        event("Verdict", "Orders", "EQUAL", level("full").put("digest", "e".repeat(64)));

        assertThat(statement()).isEqualTo(JSON.readTree("""
                        {"_type": "https://in-toto.io/Statement/v1",
                         "subject": [
                           {"name": "audit.ndjson", "digest": {"sha256": "%s"}, "annotations": {"seq": "5", "head": "%s"}},
                           {"name": "report.json", "digest": {"sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}],
                         "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
                         "predicate": {
                           "result": "WARNED",
                           "configuration": [{"name": "migration file", "digest": {"sha256": "%s"}}],
                           "passedTests": ["audit trail", "table Orders: EQUAL"],
                           "warnedTests": ["table Users: no verdict"],
                           "failedTests": []}}""".formatted(
                        TrailDigest.of(Trails.file(lines)), Trails.digest(lines.getLast()), digest)));

        event("Verdict", "Users", "EQUAL", level("full"));
        assertThat(statement().at("/predicate/result").asText()).isEqualTo("PASSED");
        event("PassOpened", "Orders", null, nothing());
        assertThat(statement().at("/predicate/result").asText()).isEqualTo("WARNED");
        event("Verdict", "Orders", "DIFFERENT", level("full"));
        assertThat(statement().at("/predicate/result").asText()).isEqualTo("FAILED");
        assertThat(statement().at("/predicate/failedTests/0").asText()).isEqualTo("table Orders: DIFFERENT");
    }

    @Test
    void aPartThatWasLookedAtLaterTakesNoDifferenceBackButCanFindOne() {
        event("PassOpened", "Orders", null, nothing());
        event("Verdict", "Orders", "EQUAL", level("sample"));
        assertThat(statement().at("/predicate/passedTests/1").asText()).isEqualTo("table Orders: EQUAL (sample)");

        event("Verdict", "Orders", "DIFFERENT", level("full"));
        event("Verdict", "Orders", "EQUAL", level("count"));
        event("Verdict", "Orders", "INCOMPLETE", level("sample"));
        assertThat(statement().at("/predicate/failedTests/0").asText()).isEqualTo("table Orders: DIFFERENT");

        event("Verdict", "Orders", "EQUAL", level("touched"));
        event("Verdict", "Orders", "INCOMPLETE", level("count"));
        assertThat(statement().at("/predicate/passedTests/1").asText()).isEqualTo("table Orders: EQUAL");

        event("Verdict", "Orders", "DIFFERENT", level("count"));
        event("Verdict", "Orders", "EQUAL", level("sample"));
        assertThat(statement().at("/predicate/failedTests/0").asText()).isEqualTo("table Orders: DIFFERENT (count)");
    }

    @Test
    void aRepairMakesAGoodVerdictVoidUntilTheNext() {
        event("PassOpened", "Orders", null, nothing());
        event("Verdict", "Orders", "DIFFERENT", level("full"));
        event("Repaired", "Orders", null, nothing());
        assertThat(statement().at("/predicate/failedTests/0").asText()).isEqualTo("table Orders: DIFFERENT");

        event("Verdict", "Orders", "EQUAL", level("full"));
        event("Repaired", "Orders", null, nothing());
        event("Verdict", "Orders", "EQUAL", level("count"));
        assertThat(statement().at("/predicate/warnedTests/0").asText()).isEqualTo("table Orders: INCOMPLETE");

        event("Verdict", "Orders", "EQUAL", level("full"));
        assertThat(statement().at("/predicate/result").asText()).isEqualTo("PASSED");
    }

    @Test
    void onlyTheKeysOwnSignatureOpensAnEnvelopeAndItsHeadAnchorsTheTrail() throws Exception {
        lines.addAll(Trails.of(5));
        KeyPair keys = keys();
        var envelope = SignedEnvelope.of(statement(), keys.getPrivate());

        var opened = SignedEnvelope.open(envelope, keys.getPublic(), "e");
        assertThat(opened).isEqualTo(statement());
        assertThat(TrailStatement.anchor(opened, "e"))
                .isEqualTo(new Anchor(5, Trails.digest(lines.getLast()), "the signature e"));
        assertThat(TrailStatement.isAbout(opened, Trails.file(lines))).isTrue();
        assertThat(TrailStatement.isAbout(opened, Trails.file(lines.subList(0, 4))))
                .isFalse();

        assertThatThrownBy(() -> SignedEnvelope.open(envelope, keys().getPublic(), "e"))
                .hasMessageContaining("TR-A003");
        var body = JSON.readTree(envelope).path("payload").asText();
        var other = Base64.getEncoder()
                .encodeToString(new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                        .replace("\"seq\":\"5\"", "\"seq\":\"6\"")
                        .getBytes(StandardCharsets.UTF_8));
        for (var bad : List.of(
                envelope.replace(body, other),
                envelope.replace("in-toto", "in-tota"),
                "{}",
                "no",
                "{\"payload\":\"?\"}")) {
            assertThatThrownBy(() -> SignedEnvelope.open(bad, keys.getPublic(), "e"))
                    .as(bad)
                    .hasMessageContaining("TR-A003");
        }
    }

    @Test
    void whatTheKeySignedAsSomethingElseIsNoStatement() throws Exception {
        var keys = keys();
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(SignedEnvelope.signed("text/plain", body));
        var envelope = JSON.createObjectNode()
                .put("payload", Base64.getEncoder().encodeToString(body))
                .put("payloadType", "text/plain");
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(signature.sign()));

        assertThatThrownBy(() -> SignedEnvelope.open(envelope.toString(), keys.getPublic(), "e"))
                .hasMessageContaining("TR-A003");
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotRepeated() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var pem = pem("PRIVATE KEY", rsa.getPrivate().getEncoded());
        for (var none :
                List.of("hunter2", pem, "-----BEGIN PRIVATE KEY-----\nhunter2", pem("PRIVATE KEY", new byte[] {1}))) {
            assertThatThrownBy(() -> SigningKeys.privateKey(none, "k.pem"))
                    .hasMessageContaining("TR-A004")
                    .hasMessageContaining("k.pem")
                    .hasMessageNotContainingAny("hunter2", pem.substring(40, 60));
        }
        assertThatThrownBy(() -> SigningKeys.privateKey(pem("ENCRYPTED PRIVATE KEY", new byte[] {1}), "k.pem"))
                .hasMessageContaining("encrypted");
        assertThatThrownBy(() -> SigningKeys.publicKey(pem, "k.pem")).hasMessageContaining("BEGIN PUBLIC KEY");
    }

    @Test
    void opensslMakesTheKeysAndAgreesAboutTheSignature() throws Exception {
        assumeTrue(Files.isExecutable(OPENSSL), "there is no " + OPENSSL);
        lines.addAll(Trails.of(5));
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        openssl("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
        var secret = SigningKeys.privateKey(Files.readString(directory.resolve("key.pem")), "key.pem");
        var envelope = JSON.readTree(SignedEnvelope.of(statement(), secret));

        var body = Base64.getDecoder().decode(envelope.path("payload").asText());
        var type = envelope.path("payloadType").asText();
        var head = "DSSEv1 " + type.length() + " " + type + " " + body.length + " ";
        var signed = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, signed, head.length(), body.length);
        Files.write(directory.resolve("signed"), signed);
        Files.write(
                directory.resolve("sig"),
                Base64.getDecoder().decode(envelope.at("/signatures/0/sig").asText()));
        var verify = new String[] {
            "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "signed", "-sigfile", "sig"
        };
        assertThat(openssl(verify)).contains("Verified Successfully");
        var open = SigningKeys.publicKey(Files.readString(directory.resolve("public.pem")), "public.pem");
        assertThat(SignedEnvelope.open(envelope.toString(), open, "e")).isEqualTo(statement());

        signed[signed.length - 2] ^= 1;
        Files.write(directory.resolve("signed"), signed);
        assertThat(openssl(verify)).contains("Failure");
    }

    private String openssl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(OPENSSL.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(directory.resolve("out"));
    }

    private static KeyPair keys() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----\n";
    }
}
