package dev.tailrace.activities.trail;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a trail does not fit together, and what was done there. Each line names the digest of the line before it. So a line that
 * was changed is told by the next one; and of two lines at one place, the one that the rest builds on is genuine.
 */
final class BrokenLinks {
    private final List<TrailLine> lines;
    private final List<Anchor> anchors;
    private final boolean endsWithin;

    BrokenLinks(List<TrailLine> lines, List<Anchor> anchors, boolean endsWithin) {
        this.lines = lines;
        this.anchors = anchors;
        this.endsWithin = endsWithin;
    }

    /** The first break; null where there is none. */
    @Nullable
    Finding find() {
        for (int place = 0; place < lines.size(); place++) {
            if (!fits(place)) {
                return told(place);
            }
        }
        return null;
    }

    private boolean fits(int place) {
        return lines.get(place).continues(seq(place - 1), digest(place - 1));
    }

    /** Of the line at a place; 0 before the first. */
    private long seq(int place) {
        return place < 0 ? 0 : lines.get(place).seq();
    }

    private String digest(int place) {
        return place < 0 ? TrailDigest.NONE : lines.get(place).digest();
    }

    /** The line at {@code place} is the first that does not continue the one before it. */
    private Finding told(int place) {
        var line = lines.get(place);
        long due = seq(place - 1) + 1;
        if (lines.stream().allMatch(each -> each.text().endsWith("\r"))) {
            return new Finding(
                    Tampering.EDITED,
                    1,
                    lines.size(),
                    "Every line ends with a carriage return: the file was transferred as text. Export it again, or transfer it as it is.");
        }
        if (isReordered()) {
            return Finding.at(
                    Tampering.REORDERED,
                    due,
                    "Event %d stands in the place of event %d. All events are there, unchanged, in another order."
                            .formatted(line.seq(), due));
        }
        int goesOn = place + 1;
        while (goesOn < lines.size() && !lines.get(goesOn).continues(due - 1, digest(place - 1))) {
            goesOn++;
        }
        if (goesOn < lines.size()) {
            return inserted(place, goesOn - 1, due);
        }
        if (!line.isEvent()) {
            return place == lines.size() - 1 && endsWithin
                    ? Finding.at(Tampering.CUT, due, "The file ends within event %d.".formatted(due))
                    : Finding.at(Tampering.EDITED, due, "Line %d is no event of an audit trail.".formatted(place + 1));
        }
        int before = beforeIt(place);
        if (before < place - 1 && continued(place) >= continued(before + 1)) {
            return inserted(before + 1, place - 1, seq(before) + 1);
        }
        if (before < place - 1) {
            return inserted(place, place + continued(place) - 1, line.seq());
        }
        return line.prev().equals(digest(place - 1)) ? numbered(place, due) : unlinked(place, due);
    }

    private boolean isReordered() {
        var sorted =
                lines.stream().sorted(Comparator.comparingLong(TrailLine::seq)).toList();
        long number = 0;
        var digest = TrailDigest.NONE;
        for (var line : sorted) {
            if (!line.continues(number, digest)) {
                return false;
            }
            number = line.seq();
            digest = line.digest();
        }
        return true;
    }

    private Finding inserted(int from, int to, long due) {
        return new Finding(
                Tampering.INSERTED,
                due,
                due + to - from,
                "%s not of this trail: the events around %s fit together without %s."
                        .formatted(
                                from == to
                                        ? "Line %d (event %d) is".formatted(from + 1, due)
                                        : "Lines %d to %d are".formatted(from + 1, to + 1),
                                from == to ? "it" : "them",
                                from == to ? "it" : "them"));
    }

    /** The place of an earlier line that the line builds on, the one straight before it if there is none. */
    private int beforeIt(int place) {
        for (int earlier = place - 2; earlier >= -1; earlier--) {
            if (lines.get(place).continues(seq(earlier), digest(earlier))) {
                return earlier;
            }
        }
        return place - 1;
    }

    /** How many lines from there on build on one another. */
    private int continued(int place) {
        int end = place + 1;
        while (end < lines.size() && fits(end)) {
            end++;
        }
        return end - place;
    }

    private boolean isBuiltOn(int place) {
        return place + 1 < lines.size() && lines.get(place + 1).prev().equals(digest(place));
    }

    /** It names the line before it, and not its number. */
    private Finding numbered(int place, long due) {
        long number = seq(place);
        if (!isBuiltOn(place)) {
            return Finding.at(
                    Tampering.EDITED, due, "Event %d was changed: it has the number %d.".formatted(due, number));
        }
        return number > due
                ? new Finding(
                        Tampering.REMOVED,
                        due,
                        number - 1,
                        "Before event %d, %s gone, and the events after that were chained again."
                                .formatted(
                                        number, Finding.events(due, number - 1) + (number - 1 == due ? " is" : " are")))
                : Finding.at(
                        Tampering.REWRITTEN,
                        due,
                        "Event %d has the number %d, and the events after it were chained again."
                                .formatted(due, number));
    }

    /** It names another line before it than there is. */
    private Finding unlinked(int place, long due) {
        long number = seq(place);
        if (number > due) {
            return new Finding(
                    Tampering.REMOVED,
                    due,
                    number - 1,
                    "Before event %d, %s gone."
                            .formatted(number, Finding.events(due, number - 1) + (number - 1 == due ? " is" : " are")));
        }
        if (place == 0 || isChangedInPrev(place)) {
            return Finding.at(
                    Tampering.EDITED, due, "Event %d was changed where it names the event before it.".formatted(due));
        }
        if (place == lines.size() - 1 && !isAnchored(digest(place))) {
            return new Finding(
                    Tampering.EDITED,
                    due - 1,
                    due,
                    "Event %d was changed, or event %d where it names the one before it.".formatted(due - 1, due));
        }
        var what =
                "Event %d was changed: event %d names what it was, and that is not what it is.".formatted(due - 1, due);
        return isBuiltOn(place) || isAnchored(digest(place))
                ? Finding.at(Tampering.EDITED, due - 1, what)
                : new Finding(Tampering.EDITED, due - 1, due, what + " Event %d was changed too.".formatted(due));
    }

    /** Whether it is what the next line, or an anchor, says once it names the line that is before it. */
    private boolean isChangedInPrev(int place) {
        var restored = lines.get(place).digestAfter(digest(place - 1));
        return place + 1 < lines.size() ? lines.get(place + 1).prev().equals(restored) : isAnchored(restored);
    }

    private boolean isAnchored(String digest) {
        return anchors.stream().anyMatch(anchor -> anchor.head().equals(digest));
    }
}
