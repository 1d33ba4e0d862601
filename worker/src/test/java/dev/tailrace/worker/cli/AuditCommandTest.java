package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.trail.TrailDigest;
import dev.tailrace.activities.trail.TrailEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with an exported trail, from files alone. */
class AuditCommandTest {
    private static final int EVENTS = 6;

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void make() {
        for (int n = 1; n <= EVENTS; n++) {
            lines.add(new TrailEvent(
                            n,
                            n == 1 ? TrailDigest.NONE : digest(n - 1),
                            Instant.EPOCH,
                            "tailrace",
                            "test",
                            "Verb",
                            "Orders",
                            null,
                            "v" + n,
                            JsonNodeFactory.instance.objectNode().put("verb", "100 %"))
                    .line());
        }
    }

    private String digest(int event) {
        return TrailDigest.of(lines.get(event - 1).getBytes(StandardCharsets.UTF_8));
    }

    private String file(String name, List<String> content) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", content) + "\n")
                .toString();
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(Map.of(), arguments);
    }

    @Test
    void aWholeTrailIsToldSoAndWhatThatDoesNotProve() throws IOException {
        var file = file("audit.ndjson", lines);
        var run = run("audit", "verify", file);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("The trail is whole: 6 events", "head    6:" + digest(6), "not     ", "--head")
                .doesNotContain("held");

        var held = run("audit", "verify", file, "--head", "6:" + digest(6), "--head", digest(2));
        assertThat(held.out()).contains("held    up to event 6").doesNotContain("not     ");
        assertThat(run("audit", "verify", file, "--head", "4:" + digest(4)).out())
                .contains("events 5 to 6");
    }

    @Test
    void aChangedTrailEndsWith9AndTheFirstBadEvent() throws IOException {
        var edited = new ArrayList<>(lines);
        edited.set(2, lines.get(2).replace("tailrace", "somebody"));
        var run = run("audit", "verify", file("audit.ndjson", edited));

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.out()).contains("The trail was changed");
        assertThat(run.err()).startsWith("TR-A001").contains("event 3: edited", "event 4 names", "docs/auditing.md");
    }

    @Test
    void programsReadTheSame() throws IOException {
        var json = new ObjectMapper();
        var good = run("audit", "verify", "-o", "json", file("good", lines), "--head", "6:" + digest(6));
        assertThat(json.readTree(good.out()).path("kind").asText()).isEqualTo("audit");
        assertThat(json.readTree(good.out()).path("intact").asBoolean()).isTrue();
        assertThat(json.readTree(good.out()).path("anchored").asLong()).isEqualTo(6);

        var cut = run("audit", "verify", "-o", "json", file("cut", lines.subList(0, 4)), "--head", "6:" + digest(6));
        assertThat(cut.exit()).isEqualTo(9);
        assertThat(cut.err()).isEmpty();
        assertThat(cut.out()).hasLineCount(1);
        var found = json.readTree(cut.out()).path("found");
        assertThat(found.path("code").asText()).isEqualTo("TR-A001");
        assertThat(found.path("done").asText()).isEqualTo("cut");
        assertThat(found.path("first").asLong()).isEqualTo(5);
        assertThat(found.path("last").asLong()).isEqualTo(6);
    }

    @Test
    void aReportHoldsTheTrailByItsHead() throws IOException {
        var report = file("report.json", List.of("{\"audit\":{\"seq\":\"6\",\"head\":\"%s\"}}".formatted(digest(6))));
        assertThat(run("audit", "verify", file("audit.ndjson", lines), "--report", report)
                        .out())
                .contains("held    up to event 6");
        var cut = run("audit", "verify", file("cut", lines.subList(0, 5)), "--report", report);
        assertThat(cut.exit()).isEqualTo(9);
        assertThat(cut.err()).contains("event 6: cut", "report report.json names");
    }

    @Test
    void whatCannotBeReadIsACodedError() throws IOException {
        var file = file("audit.ndjson", lines);
        var none = directory.resolve("none").toString();
        for (var wrong : Map.of(
                        "TR-A002", new String[] {"audit", "verify", none},
                        "TR-A005", new String[] {"audit", "verify", file, "--head", "17"},
                        "TR-A004", new String[] {"audit", "sign", file, "--key", file},
                        "TR-A006", new String[] {"audit", "sign", file, "--key", secret(), "--to", file})
                .entrySet()) {
            var run = run(wrong.getValue());
            assertThat(run.err()).startsWith(wrong.getKey());
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        }
        assertThat(run("audit", "verify", file, "--report", file("r.json", List.of("{}")))
                        .err())
                .startsWith("TR-A005");
        assertThat(run("audit", "verify", file, "--report", none).err()).startsWith("TR-A005");
        assertThat(run("audit", "verify", file, "--signature", none).err()).contains("--key");
        assertThat(run("audit").err()).contains("export, verify or sign");
        assertThat(run("audit").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("audit", "export", "--help").out()).contains("--address", "env:NAME", "TEMPORAL_ADDRESS");
        assertThat(run("audit", "verify", "--help").out()).doesNotContain("--address");
    }

    @Test
    void anExportNeedsTheReferenceHereAndNoTemporalWhereAFileIsGiven() throws IOException {
        var shop = file("shop.yaml", List.of(MigrationYaml.SHOP.replace("TARGET_URL", "NO_SUCH_VARIABLE")));
        assertThat(run("audit", "export", "shop", "--file", shop).err())
                .startsWith("TR-F008")
                .contains("NO_SUCH_VARIABLE");
    }

    @Test
    void aSignedTrailIsHeldAsFarAsItWasSigned() throws Exception {
        var key = secret();
        var report = file("report.json", List.of("{\"audit\":{\"seq\":\"4\",\"head\":\"%s\"}}".formatted(digest(4))));
        var signed = file("audit.ndjson", lines.subList(0, 4));
        var run = run("audit", "sign", signed, "--with", report, "--key", key);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("audit.ndjson.dsse.json", "4 events", "result PASSED");

        var envelope = signed + ".dsse.json";
        var open = directory.resolve("public.pem").toString();
        var later = file("later.ndjson", lines);
        assertThat(run("audit", "verify", signed, "--signature", envelope, "--key", open, "--report", report)
                        .out())
                .contains("held    up to event 4");
        assertThat(run("audit", "verify", later, "--signature", envelope, "--key", open)
                        .out())
                .contains("held    up to event 4", "events 5 to 6");

        var cut = file("cut.ndjson", lines.subList(0, 3));
        assertThat(run("audit", "verify", cut, "--signature", envelope, "--key", open)
                        .err())
                .startsWith("TR-A001")
                .contains("event 4: cut");
        secret();
        assertThat(run("audit", "verify", signed, "--signature", envelope, "--key", open))
                .returns(9, CommandRun::exit)
                .satisfies(other -> assertThat(other.err()).startsWith("TR-A003"));
    }

    @Test
    void aChangedTrailOrReportIsNotSignedOrTakenForSigned() throws Exception {
        var key = secret();
        var swapped = new ArrayList<>(lines);
        swapped.add(swapped.remove(2));
        var file = file("audit.ndjson", swapped);
        var run = run("audit", "sign", file, "--key", key);
        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).contains("event 3: reordered");
        assertThat(Path.of(file + ".dsse.json")).doesNotExist();

        var good = file("good.ndjson", lines);
        run("audit", "sign", good, "--key", key);
        var other = file("report.json", List.of("{\"audit\":{\"seq\":\"6\",\"head\":\"%s\"}}".formatted(digest(6))));
        var open = directory.resolve("public.pem").toString();
        var unsigned =
                run("audit", "verify", good, "--signature", good + ".dsse.json", "--key", open, "--report", other);
        assertThat(unsigned.exit()).isEqualTo(9);
        assertThat(unsigned.err()).startsWith("TR-A003").contains("is not among the files");
    }

    /** A new key, and its public half in public.pem. */
    private String secret() throws IOException {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            file("public.pem", List.of(pem("PUBLIC KEY", pair.getPublic().getEncoded())));
            return file("key.pem", List.of(pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getEncoder().encodeToString(bytes) + "\n-----END " + kind
                + "-----";
    }
}
