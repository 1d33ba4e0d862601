package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.verify.Suspect.Settled;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what suspects turned out to be. Not thread-safe. */
final class SuspectCounts {
    private static final int KEYS_KEPT = 5;

    final Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);
    final List<Difference> differences = new ArrayList<>();
    final List<Item> quarantinedKeys = new ArrayList<>();
    long quarantined;
    long unproven;
    long unlooked;
    boolean captureLate;

    void add(Suspect suspect) {
        switch (suspect.settled()) {
            case Settled.InFlight inFlight -> unproven++;
            case Settled.Quarantined named -> quarantined(suspect.item());
            case Settled.Wrong wrong -> wrong.differences().forEach(this::add);
        }
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

    long count(Difference.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
