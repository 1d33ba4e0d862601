package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.Eta;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.turn.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statuses to show. */
final class Statuses {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String VERDICT_AT = "2026-11-20T11:38:00Z";
    private static final String DIGEST = "0a".repeat(32);

    private Statuses() {}

    static MigrationStatus of(String migration, TableStatus... tables) {
        var health = Arrays.stream(tables)
                .map(TableStatus::health)
                .max(Health::compareTo)
                .orElse(Health.OK);
        return new MigrationStatus(
                migration,
                "A headline.",
                health,
                Phase.BACKFILLING,
                "pg/app",
                NOON,
                NOON,
                null,
                null,
                List.of(tables),
                null);
    }

    static MigrationStatus failed(String migration) {
        var aborted = Obstacle.blocking(Problem.of(Code.F011, "migration " + migration, "its passes are closed"));
        return new MigrationStatus(
                migration, "Failed.", Health.FAILED, Phase.PLANNED, "", NOON, null, aborted, null, List.of(), null);
    }

    static MigrationStatus stalled(String migration, TableStatus... tables) {
        var away = Obstacle.passing(Problem.of(Code.T001, "Postgres", ""));
        return new MigrationStatus(
                migration,
                "Waiting.",
                Health.STALLED,
                Phase.READY,
                "pg",
                NOON,
                NOON,
                away,
                null,
                List.of(tables),
                null);
    }

    static TableStatus lacking(String table, int items) {
        var progress = quarantined(table, items, 0);
        var verdict = equal(List.of());
        return table(table, Phase.READY, Health.WARNING, null, progress, verdict);
    }

    /** Equal but for items that ann has accepted. */
    static TableStatus excepted(String table, int items, int accepted) {
        var progress = quarantined(table, items, accepted);
        var verdict =
                summary(VerificationLevel.FULL, VerdictOutcome.EXCEPTED, 0, 3, 0, List.of(), VERDICT_AT, List.of());
        var signature = new VerdictNotes.Signature("ann", "test data", NOON);
        return with(
                table(table, Phase.READY, Health.OK, null, progress, verdict),
                VerdictNotes.NONE.withAcceptance(signature).withApproval(new VerdictNotes.Approval(DIGEST, signature)));
    }

    /** Ready by a verdict in full, and checked by counts since. */
    static TableStatus checked(String table, VerdictOutcome outcome) {
        var check = summary(
                VerificationLevel.COUNT, outcome, 0, 0, 1, List.of("it was written meanwhile"), VERDICT_AT, List.of());
        return with(ready(table, VerdictOutcome.EQUAL, VERDICT_AT), VerdictNotes.NONE.withCheck(check));
    }

    private static TableStatus with(TableStatus of, VerdictNotes notes) {
        return new TableStatus(
                of.table(),
                of.phase(),
                of.since(),
                of.health(),
                of.flags(),
                of.doing(),
                of.obstacle(),
                of.warning(),
                of.next(),
                of.progressPercent(),
                of.itemsPerSecond(),
                of.unitsPerSecond(),
                of.left(),
                of.heldBackBy(),
                of.deadline(),
                of.progress(),
                of.verdict(),
                notes,
                of.afterAbort(),
                of.backfillTook());
    }

    static TableStatus skipped(String table) {
        return new TableStatus(
                table,
                Phase.PREPARING,
                NOON,
                Health.OK,
                List.of(TableFlag.SKIPPED),
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                VerdictNotes.NONE,
                null,
                null);
    }

    static TableStatus copying(String table) {
        var progress = new TableProgress(
                table,
                1,
                180_000,
                128_200,
                128_000,
                200,
                3,
                0,
                0,
                200,
                142,
                16,
                64_100,
                2_000.0,
                0,
                381_910,
                12,
                0,
                4,
                0.9,
                null,
                2,
                7,
                false,
                5,
                null,
                false,
                16,
                16,
                76,
                212.0,
                List.of(15L, 0L, 185L),
                List.of());
        return new TableStatus(
                table,
                Phase.BACKFILLING,
                NOON.minus(Duration.ofMinutes(126)),
                Health.OK,
                List.of(),
                "",
                null,
                null,
                null,
                71.2,
                14_900.0,
                1_962.0,
                new Eta(Duration.ofMinutes(58), Duration.ofMinutes(66)),
                List.of("us: limit of 2,000 read units/s"),
                null,
                progress,
                null,
                VerdictNotes.NONE,
                null,
                null);
    }

    static TableStatus ready(String table, VerdictOutcome outcome, String finishedAt) {
        var wrong = outcome == VerdictOutcome.DIFFERENT ? 1 : 0;
        var unproven = outcome == VerdictOutcome.INCOMPLETE ? 2 : 0;
        var limits = unproven == 0 ? List.<String>of() : List.of("capture had not passed every token");
        return table(
                table,
                Phase.READY,
                Health.OK,
                null,
                null,
                summary(VerificationLevel.FULL, outcome, wrong, 0, unproven, limits, finishedAt, List.of()));
    }

    static TableStatus warned(String table, String warning) {
        var verdict = equal(List.of(warning));
        return table(table, Phase.READY, Health.OK, null, null, verdict);
    }

    static TableStatus blocked(String table) {
        var missing = Obstacle.blocking(Problem.of(Code.S001, "table " + table, ""));
        return table(table, Phase.PREPARING, Health.BLOCKED, missing, null, null);
    }

    /** Its numbers are there, its copy is done, and a person has to do something. */
    static TableStatus readyAndBlocked(String table) {
        var copied = copying(table);
        var disabled = Obstacle.blocking(Problem.of(Code.C015, "table " + table, ""));
        return new TableStatus(
                table,
                Phase.READY,
                NOON,
                Health.BLOCKED,
                List.of(),
                "",
                disabled,
                null,
                null,
                100.0,
                null,
                null,
                null,
                List.of(),
                null,
                copied.progress(),
                null,
                VerdictNotes.NONE,
                null,
                Duration.ofMinutes(126));
    }

    static TableStatus aborted(String table) {
        return table(table, Phase.ABORTED, Health.OK, null, null, null);
    }

    private static TableProgress quarantined(String table, int items, int accepted) {
        return new TableProgress(
                table, 1, 100, 100, 90, 0, 0, items, accepted, 4, 4, 0, 10, null, 0, 5, 0, 0, 1, 0.5, null, 2, 7, true,
                0, null, false, 16, 16, null, null, List.of(), List.of());
    }

    private static VerdictSummary equal(List<String> warnings) {
        return summary(VerificationLevel.FULL, VerdictOutcome.EQUAL, 0, 0, 0, List.of(), VERDICT_AT, warnings);
    }

    private static VerdictSummary summary(
            VerificationLevel level,
            VerdictOutcome outcome,
            long missing,
            long accepted,
            long unproven,
            List<String> limits,
            String finishedAt,
            List<String> warnings) {
        return new VerdictSummary(
                level, outcome, 60_000, missing, 0, 0, 0, accepted, unproven, limits, finishedAt, warnings, DIGEST);
    }

    private static TableStatus table(
            String table,
            Phase phase,
            Health health,
            @Nullable Obstacle obstacle,
            @Nullable TableProgress progress,
            @Nullable VerdictSummary verdict) {
        return new TableStatus(
                table,
                phase,
                NOON,
                health,
                List.of(),
                "",
                obstacle,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                progress,
                verdict,
                VerdictNotes.NONE,
                null,
                null);
    }
}
