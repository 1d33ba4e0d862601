package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerdictSummary;
import dev.tailrace.workflows.table.VerificationLevel;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Times and counts as people read them. */
public final class HumanFormat {
    private HumanFormat() {}

    /** One or two units: {@code 45 s}, {@code 58 min}, {@code 2 h 06 min}. */
    public static String rough(Duration duration) {
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        if (duration.toMinutes() < 120) {
            return duration.toMinutes() + " min";
        }
        return duration.toMinutesPart() == 0
                ? duration.toHours() + " h"
                : String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }

    /** UTC to the minute: {@code 2026-11-20 02:11Z}. */
    public static String minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ')
                .replace(":00Z", "Z");
    }

    /** UTC to the second: {@code 2026-11-20 02:11:07Z}. */
    public static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    /** How long ago that was: {@code 22 min ago}; clocks that differ make no future of it. */
    public static String ago(Instant then, Instant now) {
        return rough(now.isBefore(then) ? Duration.ZERO : Duration.between(then, now)) + " ago";
    }

    /** With groups of digits, and as many decimals as it has, three at most: {@code 1,500.5}. */
    public static String number(double number) {
        return new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }

    /** {@code 9,950}, {@code 14.9 k}, {@code 128.2 M}. */
    public static String count(double count) {
        if (count >= 1_000_000) {
            return String.format(Locale.ROOT, "%.1f M", count / 1_000_000);
        }
        return count >= 10_000
                ? String.format(Locale.ROOT, "%.1f k", count / 1_000)
                : String.format(Locale.ROOT, "%,.0f", count);
    }

    /** {@code 1 item}, {@code 3 items}. */
    public static String items(long count) {
        return String.format(Locale.ROOT, "%,d item%s", count, count == 1 ? "" : "s");
    }

    /** A verdict in short: its outcome, its level where not all was read, and who accepted what. */
    public static String verdict(VerdictSummary verdict, VerdictNotes notes) {
        var level = verdict.level() == VerificationLevel.FULL
                ? ""
                : " (" + verdict.level().word() + ")";
        var acceptance = notes.acceptance();
        return verdict.outcome()
                + level
                + (verdict.outcome() == VerdictOutcome.EXCEPTED && acceptance != null
                        ? ": %s in quarantine accepted by %s: %s"
                                .formatted(items(verdict.accepted()), acceptance.by(), acceptance.reason())
                        : "");
    }

    /** What happened to a verdict since, and what people said of it, a sentence without full stop each. */
    public static List<String> remarks(VerdictSummary verdict, VerdictNotes notes) {
        var remarks = new ArrayList<String>();
        if (notes.repair() != null) {
            remarks.add("void for the rows that were repaired by "
                    + notes.repair().by() + ", until a verification has passed");
        }
        for (var approval : notes.approvals()) {
            remarks.add(
                    approval.digest().equals(verdict.digest()) && notes.repair() == null
                            ? "approved by %s: %s"
                                    .formatted(
                                            approval.signature().by(),
                                            approval.signature().reason())
                            : "the approval by %s is void: it was of an older verdict"
                                    .formatted(approval.signature().by()));
        }
        return remarks;
    }

    /** A few names, and how many more. */
    public static String few(List<String> names) {
        var shown = names.stream().limit(5).collect(Collectors.joining(", "));
        return names.size() > 5 ? shown + " and " + (names.size() - 5) + " more" : shown;
    }
}
