package dev.tailrace.worker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.trail.Anchor;
import dev.tailrace.activities.trail.SignedEnvelope;
import dev.tailrace.activities.trail.SigningKeys;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.trail.TrailStatement;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an exported trail, from files alone. */
@Command(
        name = "verify",
        description =
                "Check an exported audit trail, from files alone: no database, no network. Names the first event that was changed, and"
                        + " what was done to it. Events cut off the end, or a rewritten trail, are found only with a head that was"
                        + " kept elsewhere: --head, --report or --signature.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the trail is whole",
            "2:a file or a key cannot be read",
            "9:the trail was changed, or not signed so"
        })
final class AuditVerifyCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "What tailrace audit export has written; - for standard input.")
    private Path file;

    @Option(
            names = "--head",
            paramLabel = "SEQ:HEAD",
            description =
                    "A head that was kept elsewhere, e.g. from Temporal's history; may be repeated. HEAD alone does too, but says less.")
    private List<String> heads = List.of();

    @Option(names = "--report", paramLabel = "FILE", description = "A report.json, whose head the trail must have.")
    private @Nullable Path report;

    @ArgGroup(exclusive = false)
    private @Nullable Signed signed;

    /** A signature is checked by a key. */
    private static final class Signed {
        @Option(
                names = "--signature",
                paramLabel = "FILE",
                required = true,
                description = "What tailrace audit sign has written.")
        private Path signature;

        @Option(
                names = "--key",
                paramLabel = "FILE",
                required = true,
                description = "The public key of whoever signed: Ed25519, in PEM.")
        private Path key;
    }

    @Override
    public Integer call() {
        var bytes = EvidenceFiles.read(file);
        var check = TrailCheck.of(bytes, anchors());
        var verdict = AuditVerdict.of(check);
        output.answer("audit", verdict, text(verdict));
        return AuditVerdict.exitCode(output, check);
    }

    private List<Anchor> anchors() {
        var anchors = new ArrayList<Anchor>();
        for (var head : heads) {
            anchors.add(anchor(head, "--head"));
        }
        if (report != null) {
            anchors.add(ofReport(report));
        }
        if (signed != null) {
            anchors.add(ofSignature(signed));
        }
        return anchors;
    }

    private static Anchor anchor(String text, String from) {
        try {
            return Anchor.parse(text, from);
        } catch (IllegalArgumentException e) {
            throw new Failure(Problem.of(Code.A005, from + " " + text, String.valueOf(e.getMessage())), e);
        }
    }

    private static Anchor ofReport(Path report) {
        var name = "report " + report.getFileName();
        try {
            var audit = new ObjectMapper()
                    .readTree(EvidenceFiles.read(report, Code.A005))
                    .path("audit");
            return anchor(audit.path("seq").asText() + ":" + audit.path("head").asText(), name);
        } catch (JsonProcessingException e) {
            throw new Failure(Problem.of(Code.A005, name, "it is not JSON"), e);
        } catch (IOException e) {
            throw new Failure(Problem.of(Code.A005, name, String.valueOf(e.getMessage())), e);
        }
    }

    private Anchor ofSignature(Signed signed) {
        var name = signed.signature.toString();
        var key = SigningKeys.publicKey(EvidenceFiles.text(signed.key, Code.A004), signed.key.toString());
        var statement = SignedEnvelope.open(EvidenceFiles.text(signed.signature, Code.A003), key, name);
        if (report != null && !TrailStatement.isAbout(statement, EvidenceFiles.read(report, Code.A005))) {
            var what = "file " + report;
            throw new Failure(Problem.of(Code.A003, what, "it is not among the files that " + name + " signs"));
        }
        return TrailStatement.anchor(statement, name);
    }

    private static String text(AuditVerdict verdict) {
        if (!verdict.intact()) {
            return "The trail was changed. %d lines, head %s".formatted(verdict.events(), verdict.head());
        }
        var text = new StringBuilder("The trail is whole: %d events, each bound to the one before%nhead    %s"
                .formatted(verdict.events(), verdict.head()));
        if (verdict.anchored() > 0) {
            text.append("%nheld    up to event %d, by what was kept elsewhere".formatted(verdict.anchored()));
        }
        verdict.limits().forEach(limit -> text.append("%nnot     %s".formatted(limit)));
        return text.toString();
    }
}
