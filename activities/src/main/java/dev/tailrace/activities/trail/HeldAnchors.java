package dev.tailrace.activities.trail;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trail that fits together, against heads that were kept elsewhere. */
final class HeldAnchors {
    private final List<TrailLine> lines;
    private final List<Anchor> anchors;

    HeldAnchors(List<TrailLine> lines, List<Anchor> anchors) {
        this.lines = lines;
        this.anchors = anchors.stream()
                // Those with a number say more.
                .sorted(Comparator.comparing((Anchor anchor) -> anchor.seq() == 0)
                        .thenComparing(Anchor::seq))
                .toList();
    }

    /** The first anchor that the trail does not reach; null where it reaches all of them. */
    @Nullable
    Finding find() {
        for (var anchor : anchors) {
            if (!holds(anchor)) {
                return anchor.seq() > lines.size() ? cut(anchor) : rewritten(anchor);
            }
        }
        return null;
    }

    /** The last event that an anchor confirms; 0 without one. */
    long upTo() {
        return lines.stream()
                .filter(line -> anchors.stream().anyMatch(a -> a.head().equals(line.digest())))
                .mapToLong(TrailLine::seq)
                .max()
                .orElse(0);
    }

    /** The lines are numbered from 1 without a gap: this is asked of a trail that fits together. */
    private boolean holds(Anchor anchor) {
        if (anchor.seq() == 0) {
            return lines.stream().anyMatch(line -> line.digest().equals(anchor.head()));
        }
        return anchor.seq() <= lines.size()
                && lines.get((int) anchor.seq() - 1).digest().equals(anchor.head());
    }

    private Finding cut(Anchor anchor) {
        return new Finding(
                Tampering.CUT,
                lines.size() + 1L,
                anchor.seq(),
                "%s, which %s names, %s missing at the end.%s"
                        .formatted(
                                capital(Finding.events(lines.size() + 1L, anchor.seq())),
                                anchor.from(),
                                lines.size() + 1L == anchor.seq() ? "is" : "are",
                                upTo() == lines.size()
                                        ? ""
                                        : " Whether the events before were rewritten too, only an earlier head can tell."));
    }

    private Finding rewritten(Anchor anchor) {
        long confirmed = upTo();
        long last = anchor.seq() == 0 ? lines.size() : anchor.seq();
        return new Finding(
                Tampering.REWRITTEN,
                confirmed + 1,
                last,
                anchor.seq() == 0
                        ? "No event has the head that %s names: the trail was rewritten after event %d, or cut. Which of"
                                        .formatted(anchor.from(), confirmed)
                                + " the two can be told if the head is given with its number (SEQ:HEAD)."
                        : ("Event %d is not the one that %s names. The trail fits together, so it was rewritten, beginning with"
                                        + " %s.")
                                .formatted(
                                        last,
                                        anchor.from(),
                                        confirmed + 1 == last
                                                ? "that event"
                                                : "one of " + Finding.events(confirmed + 1, last)));
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
