package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.lane.VerdictFacts;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.table.VerificationOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What verification says before a cutover, who has approved it, and for how long it has found nothing. */
final class VerdictCheck implements GateCheck {
    @Override
    public void check(GateTable table, GateFindings findings) throws SQLException {
        var passId = table.facts().passId();
        if (!table.isCutover() || passId == null) {
            return;
        }
        var verdict = Transaction.read(
                table.table().control(), connection -> Optional.of(VerdictFacts.newest(connection, passId)))
                .get();
        if (verdict.isEmpty()) {
            findings.refuse(Code.R024, table.name(), "It has none.");
            return;
        }
        outcome(table, verdict.get(), findings);
        approvals(table, verdict.get(), findings);
        clean(table, verdict.get(), findings);
    }

    private static void outcome(GateTable table, VerdictFacts verdict, GateFindings findings) {
        findings.fact("%s: verdict %s, level %s, %d s old, digest %s"
                .formatted(
                        table.name(), verdict.outcome(), verdict.proven().word(), verdict.age().toSeconds(), verdict.digest()));
        findings.fact("%s: %d transactions have written it since, and were not compared"
                .formatted(table.name(), table.facts().touched()));
        if (!verdict.outcome().isReady()) {
            findings.refuse(Code.R024, table.name(), "The newest one is " + verdict.outcome() + ".");
        }
        if (verdict.repaired()) {
            findings.refuse(Code.R024, table.name(), "Rows were repaired since: it is void for them.");
        }
        var wanted = wanted(table);
        if (!VerificationOptions.least(verdict.proven()).provesAsMuchAs(VerificationOptions.least(wanted))) {
            findings.refuse(
                    Code.R024,
                    table.name(),
                    "It is of level %s, and cutover.level asks for %s.".formatted(verdict.proven().word(), wanted.word()));
        }
        var most = table.rules().maxAge();
        if (verdict.age().compareTo(most) > 0) {
            findings.refuse(
                    Code.R024,
                    table.name(),
                    "It is %d s old, more than cutover.maxAge, %d s.".formatted(verdict.age().toSeconds(), most.toSeconds()));
        }
    }

    private static VerificationLevel wanted(GateTable table) {
        var stated = table.rules().level();
        return stated == null ? table.table().spec().verification().level() : stated;
    }

    /** Who starts the switch is no second pair of eyes. */
    private static void approvals(GateTable table, VerdictFacts verdict, GateFindings findings) {
        List<String> others = verdict.approvedBy().stream()
                .filter(who -> !who.equals(table.by()))
                .toList();
        if (!others.isEmpty()) {
            findings.fact("%s: approved by %s".formatted(table.name(), String.join(", ", others)));
        }
        int wanted = table.rules().approvals();
        if (others.size() < wanted) {
            findings.refuse(
                    Code.R025,
                    "%s: verdict %s has %d of %d approvals".formatted(table.name(), verdict.digest(), others.size(), wanted),
                    "");
        }
    }

    private static void clean(GateTable table, VerdictFacts verdict, GateFindings findings) {
        var differed = verdict.differedAgo();
        var wanted = table.rules().cleanFor();
        if (differed != null && differed.compareTo(wanted) < 0) {
            findings.refuse(
                    Code.R026,
                    "%s: the last difference was found %d s ago, and cutover.cleanFor is %d s"
                            .formatted(table.name(), differed.toSeconds(), wanted.toSeconds()),
                    "");
        }
    }
}
