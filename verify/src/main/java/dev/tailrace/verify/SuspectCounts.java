package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.Difference.Kind;
import dev.tailrace.verify.Suspect.Settled;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds up what suspects turned out to be, and what that makes of their rows. Not thread-safe. */
final class SuspectCounts {
    private static final int KEYS_KEPT = 5;

    final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    final List<Difference> differences = new ArrayList<>();
    final List<Item> quarantinedKeys = new ArrayList<>();
    long quarantined;
    long unproven;
    long unlooked;
    boolean captureLate;
    private Rows settledRows = Rows.NONE;
    private Rows differentRows = Rows.NONE;
    private Rows unmatchedRows = Rows.NONE;
    private Rows quarantinedRows = Rows.NONE;
    private Rows leftRows = Rows.NONE;

    private final Consumer<Suspect> unlike;

    /** @param unlike hears of each suspect that is not equal, but for those that quarantine names */
    SuspectCounts(Consumer<Suspect> unlike) {
        this.unlike = unlike;
    }

    /** Adds what a suspect is that was looked at for the last time. */
    void add(Suspect suspect) {
        switch (suspect.settled()) {
            case Settled.InFlight inFlight -> {
                unlike.accept(suspect);
                unproven++;
                leftRows = leftRows.plus(suspect.found());
            }
            case Settled.Quarantined named -> {
                quarantined(suspect.item());
                quarantinedRows = quarantinedRows.plus(suspect.found());
            }
            case Settled.Wrong wrong -> {
                unlike.accept(suspect);
                wrong.differences().forEach(this::add);
                addRows(suspect, wrong.differences());
            }
        }
    }

    /** Adds one that is the same on both sides after all. */
    void equal(Suspect suspect) {
        settledRows = settledRows.plus(suspect.found());
    }

    /** Adds one that is not looked at any more. */
    void unlooked(Suspect suspect) {
        unlike.accept(suspect);
        unlooked++;
        leftRows = leftRows.plus(suspect.found());
    }

    /** What is wrong with a row now need not be what was seen when it was read: then it counts as settled. */
    private void addRows(Suspect suspect, List<Difference> differences) {
        var kinds = new HashMap<RowKey, Kind>();
        differences.forEach(d -> {
            if (d.row() != null) {
                kinds.put(d.row(), d.kind());
            }
        });
        suspect.rowsFound().forEach((key, rows) -> {
            var kind = kinds.get(key);
            if (kind == Kind.DIFFERENT) {
                differentRows = differentRows.plus(rows);
            } else {
                var unmatched =
                        new Rows(kind == Kind.MISSING ? rows.source() : 0, kind == Kind.EXTRA ? rows.target() : 0);
                unmatchedRows = unmatchedRows.plus(unmatched);
                settledRows = settledRows.plus(rows.minus(unmatched));
            }
        });
    }

    private void quarantined(@Nullable Item item) {
        quarantined++;
        if (item != null && quarantinedKeys.size() < KEYS_KEPT) {
            quarantinedKeys.add(item);
        }
    }

    private void add(Difference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        if (differences.size() < Comparison.DIFFERENCES_KEPT) {
            differences.add(difference);
        }
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** What was counted of suspects that are settled as equal or left, and forgets it. */
    Tally tally() {
        var tally = new Tally(settledRows, leftRows, unlooked);
        settledRows = Rows.NONE;
        leftRows = Rows.NONE;
        unlooked = 0;
        return tally;
    }

    /** Adds what was counted before. */
    void add(Tally before) {
        settledRows = settledRows.plus(before.settled());
        leftRows = leftRows.plus(before.left());
        unlooked += before.suspectsLeft();
    }

    /** @param paired how many rows of this side the other has too */
    RowClasses classes(ToLongFunction<Rows> side, long rows, long paired) {
        return new RowClasses(
                rows,
                paired,
                side.applyAsLong(settledRows),
                side.applyAsLong(differentRows),
                side.applyAsLong(unmatchedRows),
                side.applyAsLong(quarantinedRows),
                side.applyAsLong(leftRows));
    }
}
