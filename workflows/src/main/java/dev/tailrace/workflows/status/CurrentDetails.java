package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.turn.Obstacle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Current details in the UI: markdown of at most 4 KB, the most urgent first. */
public final class CurrentDetails {
    private static final int LIMIT = 4_000;

    /** The UI sets columns so close that the heads of empty ones read as one. */
    private static final String NONE = "–";

    private CurrentDetails() {}

    /** @param now when they are shown; they stay on the screen, so times in them are times of day */
    public static String of(MigrationStatus status, Instant now) {
        var seen = new StatusAge(status.seenAt(), now);
        var text = new StringBuilder("**" + status.health() + "** · " + status.headline() + "\n\n");
        if (status.obstacle() != null) {
            text.append(code(status.obstacle().problem().describe()));
        }
        if (status.next() != null) {
            text.append("Next: `").append(status.next()).append("`\n\n");
        }
        if (status.seenAt() != null) {
            text.append("Numbers as of ").append(HumanFormat.second(status.seenAt()));
            text.append(seen.isStale() ? ": no worker could read newer ones.\n\n" : ".\n\n");
        }
        if (!status.tables().isEmpty()) {
            text.append(
                    "| table | phase | done | rate | left | lag | verdict | |\n|---|---|---|---|---|---|---|---|\n");
        }
        var problems = new StringBuilder();
        int shown = 0;
        for (var table : status.tables()) {
            var row = row(table, seen);
            if (bytes(text) + bytes(row) > LIMIT - 100) {
                text.append("\n… and ").append(status.tables().size() - shown).append(" more: query `status`\n");
                return text.toString();
            }
            text.append(row);
            shown++;
            if (table.obstacle() != null) {
                problems.append("\n").append(problem(table, table.obstacle()));
            }
        }
        return bytes(text) + bytes(problems) > LIMIT
                ? text + "\nQuery `status` to see what blocks each table.\n"
                : text.append(problems).toString();
    }

    private static String row(TableStatus table, StatusAge seen) {
        var progress = table.progress();
        return "| " + cell(table.table()) + " | " + table.phase() + " | "
                + (table.progressPercent() == null
                        ? NONE
                        : String.format(Locale.ROOT, "%.1f %%", table.progressPercent()))
                + " | "
                + (table.itemsPerSecond() == null ? NONE : HumanFormat.count(table.itemsPerSecond()) + "/s") + " | "
                + (table.left() == null
                        ? NONE
                        : HumanFormat.rough(table.left().soonest()) + " – "
                                + HumanFormat.rough(table.left().latest()))
                + " | "
                + (progress == null || progress.lagSeconds() == null || table.captureStopped()
                        ? NONE
                        : seen.lag(progress))
                + " | "
                + (table.verdict() == null ? NONE : cell(verdict(table.verdict(), table.notes())))
                + " | "
                + cell(remark(table)) + " |\n";
    }

    private static String verdict(VerdictSummary verdict, VerdictNotes notes) {
        var parts = new ArrayList<String>();
        parts.add(HumanFormat.verdict(verdict, notes) + " " + time(verdict));
        parts.addAll(HumanFormat.remarks(verdict, notes));
        if (notes.check() != null) {
            parts.add("since then " + HumanFormat.verdict(notes.check(), notes) + " " + time(notes.check()));
        }
        return String.join("; ", parts);
    }

    private static String time(VerdictSummary verdict) {
        return HumanFormat.minute(Instant.parse(verdict.finishedAt()));
    }

    private static String remark(TableStatus table) {
        var health = table.health() == Health.OK ? "" : table.health().name();
        var flags = table.flags().stream().map(TableFlag::words).collect(Collectors.joining(", "));
        var deadline = table.deadline() == null ? "" : "has to go on by " + HumanFormat.minute(table.deadline());
        // What it would do, and that the pause is what holds it back, say nothing more.
        boolean paused = table.health() == Health.PAUSED;
        var doing = table.warning() != null ? table.warning() : paused ? "" : table.doing();
        var heldBack =
                paused || table.heldBackBy().isEmpty() ? "" : "held back by " + String.join("; ", table.heldBackBy());
        var quarantined = table.progress() == null || table.progress().quarantined() == 0
                ? ""
                : table.progress().quarantined() + " in quarantine"
                        + (table.progress().accepted() == table.progress().quarantined() ? ", accepted" : "");
        return Stream.of(health, flags, deadline, quarantined, doing, heldBack)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static String problem(TableStatus table, Obstacle obstacle) {
        return "**" + table.table() + "**\n" + code(obstacle.problem().describe())
                + (table.next() == null ? "" : "Next: `" + table.next() + "`\n");
    }

    private static String code(String text) {
        return "```\n" + text + "\n```\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
