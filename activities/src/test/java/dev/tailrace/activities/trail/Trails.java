package dev.tailrace.activities.trail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Trails as they are exported, and what someone makes of them. */
final class Trails {
    private static final Pattern HEAD = Pattern.compile("\\{\"seq\":(-?\\d+),\"prev\":\"([^\"]*)\"");
    private static final List<String> TYPES = List.of("Registered", "PassOpened", "PhaseChanged", "Verb", "Verdict");

    private Trails() {}

    static List<String> of(int events) {
        var lines = new ArrayList<String>();
        for (int n = 1; n <= events; n++) {
            var payload = JsonNodeFactory.instance.objectNode().put("reason", "it's \"n\" = " + n + ", ümlaut \\ %s");
            lines.add(new TrailEvent(
                            n,
                            n == 1 ? TrailDigest.NONE : digest(lines.getLast()),
                            Instant.parse("2026-11-30T10:00:00Z").plusMillis(n * 137L),
                            n % 3 == 0 ? "Zoë" : "tailrace",
                            "worker development, workflow shop, run r, activity a" + n,
                            TYPES.get(n % TYPES.size()),
                            n % 4 == 0 ? null : "Orders",
                            n % 5 == 4 ? "EQUAL" : null,
                            "event/" + n,
                            payload)
                    .line());
        }
        return lines;
    }

    static byte[] file(List<String> lines) {
        return (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8);
    }

    static String digest(String line) {
        return TrailDigest.of(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The heads that Temporal's history has: one for each event. */
    static List<Anchor> everyHead(List<String> lines) {
        var anchors = new ArrayList<Anchor>();
        for (int n = 1; n <= lines.size(); n++) {
            anchors.add(new Anchor(n, digest(lines.get(n - 1)), "history"));
        }
        return anchors;
    }

    static List<Anchor> lastHead(List<String> lines) {
        return everyHead(lines).subList(lines.size() - 1, lines.size());
    }

    /** The same line with another number and another line before it. */
    static String at(String line, long seq, String prev) {
        return HEAD.matcher(line).replaceFirst("{\"seq\":" + seq + ",\"prev\":\"" + prev + "\"");
    }

    /** Makes the chain fit from a place on; @param renumbered whether numbers follow too. */
    static List<String> chainedAgain(List<String> lines, int from, boolean renumbered) {
        var rewritten = new ArrayList<>(lines.subList(0, from));
        for (int place = from; place < lines.size(); place++) {
            var number = HEAD.matcher(lines.get(place));
            number.lookingAt();
            rewritten.add(at(
                    lines.get(place),
                    renumbered ? place + 1 : Long.parseLong(number.group(1)),
                    place == 0 ? TrailDigest.NONE : digest(rewritten.getLast())));
        }
        return rewritten;
    }
}
