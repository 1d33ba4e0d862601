package dev.tailrace.activities.trail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A head of the trail that was kept elsewhere: what the line of that number had as its digest.
 *
 * @param seq of the event; 0 where it is not known
 * @param head 64 hex digits
 * @param from where it comes from, for people
 */
public record Anchor(long seq, String head, String from) {
    private static final Pattern WRITTEN = Pattern.compile("(?:(\\d{1,18}):)?([0-9a-fA-F]{64})");

    public Anchor {
        head = head.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code SEQ:HEAD} or {@code HEAD}.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public static Anchor parse(String text, String from) {
        var written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("not SEQ:HEAD, a number and 64 hex digits");
        }
        var seq = written.group(1);
        return new Anchor(seq == null ? 0 : Long.parseLong(seq), written.group(2), from);
    }
}
