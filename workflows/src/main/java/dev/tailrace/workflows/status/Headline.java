package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.turn.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A migration in a sentence. */
final class Headline {
    private Headline() {}

    static String of(List<TableStatus> tables, Health own, @Nullable Obstacle obstacle, boolean registered) {
        if (obstacle != null) {
            var state = own == Health.FAILED ? "failed: " : obstacle.blocked() ? "blocked: " : "waiting: ";
            return sentence(state + obstacle.problem().what());
        }
        if (!registered) {
            return "Checking the migration file.";
        }
        if (tables.stream().allMatch(table -> table.phase() == Phase.ABORTED)) {
            return "Aborted.";
        }
        var parts = new ArrayList<String>();
        for (var health : List.of(Health.BLOCKED, Health.STALLED, Health.WARNING, Health.PAUSED)) {
            var names = tables.stream()
                    .filter(table -> table.health() == health)
                    .map(TableStatus::table)
                    .toList();
            if (!names.isEmpty()) {
                parts.add(word(health) + ": " + HumanFormat.few(names));
            }
        }
        var missing = counted(tables).stream()
                .map(TableStatus::progress)
                .filter(Objects::nonNull)
                .mapToLong(numbers -> numbers.quarantined() - numbers.accepted())
                .sum();
        if (missing > 0) {
            parts.add(missing + (missing == 1 ? " item" : " items") + " in quarantine");
        }
        parts.add(ready(tables));
        return sentence(String.join("; ", parts));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static String ready(List<TableStatus> tables) {
        var counted = counted(tables);
        if (counted.isEmpty()) {
            return tables.size() == 1 ? "the table is skipped" : "all " + tables.size() + " tables are skipped";
        }
        var ready = counted.stream().filter(Headline::isReady).count();
        if (ready == counted.size()) {
            return ready == 1 ? "the table is ready" : "all " + ready + " tables are ready";
        }
        return ready + " of " + counted.size() + (counted.size() == 1 ? " table ready" : " tables ready");
    }

    private static List<TableStatus> counted(List<TableStatus> tables) {
        return tables.stream()
                .filter(table -> !table.flags().contains(TableFlag.SKIPPED))
                .toList();
    }

    /** One that has to wait follows the source no more, whatever its phase. */
    private static boolean isReady(TableStatus table) {
        return table.phase() == Phase.READY && table.obstacle() == null;
    }

    private static String word(Health health) {
        return switch (health) {
            case OK -> "going";
            case PAUSED -> "paused";
            case WARNING -> "look at";
            case STALLED -> "stalled";
            case BLOCKED -> "blocked";
            case FAILED -> "failed";
        };
    }
}
