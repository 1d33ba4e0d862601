package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A table's report for tests: of Orders in its first pass, with nothing in its way, unless stated. Mutable. */
final class Report {
    private final Phase phase;
    private final Instant since;
    private String table = "Orders";
    private int passNumber = 1;
    private boolean backfillPaused;
    private boolean capturePaused;
    private @Nullable Obstacle obstacle;
    private String doing = "";
    private @Nullable VerdictSummary verdict;
    private VerdictNotes notes = VerdictNotes.NONE;

    private Report(Phase phase, Instant since) {
        this.phase = phase;
        this.since = since;
    }

    static Report of(Phase phase, Instant since) {
        return new Report(phase, since);
    }

    Report table(String name) {
        table = name;
        return this;
    }

    Report passNumber(int number) {
        passNumber = number;
        return this;
    }

    Report paused(boolean backfill, boolean capture) {
        backfillPaused = backfill;
        capturePaused = capture;
        return this;
    }

    Report obstacle(@Nullable Obstacle met) {
        obstacle = met;
        return this;
    }

    Report doing(String words) {
        doing = words;
        return this;
    }

    Report verdict(@Nullable VerdictSummary last) {
        verdict = last;
        return this;
    }

    Report notes(VerdictNotes of) {
        notes = of;
        return this;
    }

    TableReport report() {
        return new TableReport(
                table,
                phase,
                since,
                passNumber,
                true,
                backfillPaused,
                capturePaused,
                false,
                false,
                false,
                false,
                obstacle,
                doing,
                verdict,
                notes,
                1,
                1,
                null);
    }
}
