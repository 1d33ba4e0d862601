package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.table.TableReport;
import org.jspecify.annotations.Nullable;

/** What operators set, and what stands back for capture by itself (R12). Mutable; it outlives a pass. */
final class TableSettings {
    private boolean backfillPaused;
    private boolean capturePaused;
    private boolean givingWay;
    private boolean skipped;
    private @Nullable Integer window;

    void restore(TableReport report, @Nullable Integer carriedWindow) {
        backfillPaused = report.backfillPaused();
        capturePaused = report.capturePaused();
        givingWay = report.givingWay();
        skipped = report.skipped();
        window = carriedWindow;
    }

    void pauseBackfill() {
        backfillPaused = true;
    }

    void pauseAll() {
        backfillPaused = true;
        capturePaused = true;
    }

    void resume() {
        backfillPaused = false;
        capturePaused = false;
    }

    /** @return whether that is new */
    boolean giveWay(boolean wanted) {
        boolean changed = givingWay != wanted;
        givingWay = wanted;
        return changed;
    }

    void skip() {
        skipped = true;
    }

    void bringBack() {
        skipped = false;
    }

    /** @param asked null leaves it as it is; {@link VerbInput#PLANNED} restores the planned one */
    void setWindow(@Nullable Integer asked) {
        if (asked != null) {
            window = asked == VerbInput.PLANNED ? null : asked;
        }
    }

    /** An operator's window, null for the planned one. */
    @Nullable
    Integer window() {
        return window;
    }

    boolean backfillPaused() {
        return backfillPaused;
    }

    boolean capturePaused() {
        return capturePaused;
    }

    boolean givingWay() {
        return givingWay;
    }

    boolean skipped() {
        return skipped;
    }

    /** Whether the backfill is to stand still. */
    boolean holdsBackfill() {
        return backfillPaused || givingWay || skipped;
    }
}
