package dev.tailrace.worker.cli;

import dev.tailrace.activities.trail.SignedEnvelope;
import dev.tailrace.activities.trail.SigningKeys;
import dev.tailrace.activities.trail.TrailCheck;
import dev.tailrace.activities.trail.TrailStatement;
import dev.tailrace.mappers.problem.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs an exported trail. */
@Command(
        name = "sign",
        description =
                "Sign an exported audit trail, and files that go with it: an in-toto statement (test-result v0.1) in a DSSE envelope,"
                        + " by your Ed25519 key. A trail that was changed is not signed.")
final class AuditSignCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "FILE", description = "What tailrace audit export has written.")
    private Path file;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description = "A file that is signed with it, such as report.json; may be repeated.")
    private List<Path> others = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "Your key: Ed25519 in PEM, as openssl genpkey -algorithm ed25519 makes it.")
    private Path key;

    @Option(names = "--to", paramLabel = "FILE", description = "A new file. Without it: FILE.dsse.json.")
    private @Nullable Path to;

    @Override
    public Integer call() {
        var bytes = EvidenceFiles.read(file);
        var check = TrailCheck.of(bytes, List.of());
        if (!check.isIntact()) {
            output.answer("audit", AuditVerdict.of(check), "Not signed: the trail was changed.");
            return AuditVerdict.exitCode(output, check);
        }
        var statement = TrailStatement.of(
                signed(file), others.stream().map(AuditSignCommand::signed).toList());
        var secret = SigningKeys.privateKey(EvidenceFiles.text(key, Code.A004), key.toString());
        var envelope = to == null ? Path.of(file + ".dsse.json") : to;
        EvidenceFiles.write(envelope, (SignedEnvelope.of(statement, secret) + "\n").getBytes(StandardCharsets.UTF_8));
        var head = check.seq() + ":" + check.head();
        var result = statement.path("predicate").path("result").asText();
        output.answer(
                "audit-signature",
                new Signature(envelope.toString(), head, result),
                "Signed in %s: %d events, head %s, result %s".formatted(envelope, check.events(), head, result));
        return ExitCode.OK;
    }

    private static TrailStatement.Signed signed(Path file) {
        return new TrailStatement.Signed(String.valueOf(file.getFileName()), EvidenceFiles.read(file));
    }

    private record Signature(String file, String head, String result) {}
}
