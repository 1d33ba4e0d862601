package dev.tailrace.activities.trail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of an exported trail: each event's exact bytes, each with a line feed behind it. */
public final class TrailFile {
    private static final byte LINE_FEED = '\n';

    private TrailFile() {}

    /** The text of an export. @param lines of events, without line breaks */
    public static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    static List<TrailLine> lines(byte[] file) {
        var lines = new ArrayList<TrailLine>();
        int from = 0;
        while (from < file.length) {
            int to = from;
            while (to < file.length && file[to] != LINE_FEED) {
                to++;
            }
            lines.add(TrailLine.of(Arrays.copyOfRange(file, from, to)));
            from = to + 1;
        }
        return lines;
    }

    /** Whether the last line has no end. */
    static boolean endsWithin(byte[] file) {
        return file.length > 0 && file[file.length - 1] != LINE_FEED;
    }
}
