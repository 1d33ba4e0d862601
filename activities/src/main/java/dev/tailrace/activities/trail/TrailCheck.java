package dev.tailrace.activities.trail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks an exported trail by itself, and against heads that were kept elsewhere. Needs neither a database nor a network.
 *
 * @param events how many lines there are
 * @param seq of the last event; 0 without one
 * @param head the digest of the last line; {@link TrailDigest#NONE} without one
 * @param anchored up to which event an anchor confirms it; 0: none does
 * @param finding the first change that was found; null where there is none
 */
public record TrailCheck(
        long events,
        long seq,
        String head,
        long anchored,
        @Nullable Finding finding) {
    /** @param file the bytes of an export, a line for each event */
    public static TrailCheck of(byte[] file, List<Anchor> anchors) {
        var lines = TrailFile.lines(file);
        var finding = new BrokenLinks(lines, anchors, TrailFile.endsWithin(file)).find();
        var held = new HeldAnchors(lines, anchors);
        if (finding == null) {
            finding = lines.isEmpty() ? empty() : held.find();
        }
        return new TrailCheck(
                lines.size(),
                lines.isEmpty() ? 0 : lines.getLast().seq(),
                lines.isEmpty() ? TrailDigest.NONE : lines.getLast().digest(),
                finding == null ? held.upTo() : 0,
                finding);
    }

    private static Finding empty() {
        return Finding.at(Tampering.CUT, 1, "The file holds no event.");
    }

    public boolean isIntact() {
        return finding == null;
    }

    /** What this check cannot have found, in sentences; empty if it was broken, or an anchor confirms it to its end. */
    public List<String> limits() {
        if (finding != null || anchored == seq) {
            return List.of();
        }
        return List.of(
                anchored == 0
                        ? "Whether events were cut off its end, or the whole trail was rewritten, cannot be seen in the trail"
                                + " alone. Compare with a head that was kept elsewhere (--head), or with a report (--report)."
                        : "No head that was given confirms %s: whether more were cut off, or these were rewritten, cannot be seen."
                                .formatted(Finding.events(anchored + 1, seq)));
    }
}
