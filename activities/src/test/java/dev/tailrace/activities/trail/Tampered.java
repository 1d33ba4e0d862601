package dev.tailrace.activities.trail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A trail that someone has changed, and what a check ought to say.
 *
 * @param anchors what whoever checks it has
 * @param done null where the check, with these anchors, cannot find it
 * @param first the first bad event
 */
record Tampered(
        String how,
        List<String> lines,
        List<Anchor> anchors,
        @Nullable Tampering done,
        long first) {
    private static final List<String> TEXTS =
            List.of("\"actor\":\"", "\"origin\":\"", "\"type\":\"", "\"once\":\"", "\"reason\":\"", "\"at\":\"");

    /** Some change of a trail of some length. */
    static Tampered random(SplittableRandom random) {
        var good = Trails.of(random.nextInt(4, 30));
        int last = good.size();
        // From 1; there is an event before it, and two after it.
        int event = random.nextInt(2, last - 1);
        var lines = new ArrayList<>(good);
        return switch (random.nextInt(14)) {
            case 0 -> {
                lines.set(event - 1, edited(good.get(event - 1), random));
                yield found("edit " + event, lines, Tampering.EDITED, event);
            }
            case 1 -> {
                lines.set(event - 1, Trails.at(good.get(event - 1), event, Trails.digest("another")));
                yield found("edit prev of " + event, lines, Tampering.EDITED, event);
            }
            case 2 -> {
                lines.set(
                        event - 1,
                        Trails.at(
                                good.get(event - 1), event + random.nextInt(1, 9), Trails.digest(good.get(event - 2))));
                yield found("edit seq of " + event, lines, Tampering.EDITED, event);
            }
            case 3 -> {
                lines.set(event - 1, good.get(event - 1).substring(0, random.nextInt(0, 40)));
                yield found("edit " + event + " to no event", lines, Tampering.EDITED, event);
            }
            case 4 -> {
                int to = random.nextInt(event, last);
                lines.subList(event - 1, to).clear();
                yield found("remove " + event + " to " + to, lines, Tampering.REMOVED, event);
            }
            case 5 -> {
                lines.subList(0, event).clear();
                yield found("remove 1 to " + event, lines, Tampering.REMOVED, 1);
            }
            case 6 -> {
                lines.add(event, forged(event + 1, Trails.digest(good.get(event - 1))));
                yield found("insert one that fits after " + event, lines, Tampering.INSERTED, event + 1);
            }
            case 7 -> {
                lines.add(event, forged(random.nextInt(1, 99), Trails.digest("nothing")));
                yield found("insert one that does not fit after " + event, lines, Tampering.INSERTED, event + 1);
            }
            case 8 -> {
                int copied = random.nextInt(1, last + 1);
                lines.add(event, good.get(copied - 1));
                // Of two equal lines in a row, the second is the one too many.
                yield found(
                        "insert a copy of " + copied + " after " + event,
                        lines,
                        Tampering.INSERTED,
                        copied == event + 1 ? event + 2 : event + 1);
            }
            case 9 -> {
                int other = random.nextInt(event + 1, last + 1);
                Collections.swap(lines, event - 1, other - 1);
                yield found("swap " + event + " and " + other, lines, Tampering.REORDERED, event);
            }
            case 10 -> {
                lines.subList(event, last).clear();
                yield new Tampered("cut after " + event, lines, Trails.lastHead(good), Tampering.CUT, event + 1);
            }
            case 11 -> {
                lines.set(event - 1, edited(good.get(event - 1), random));
                yield new Tampered(
                        "rewrite from " + event,
                        Trails.chainedAgain(lines, event, true),
                        Trails.everyHead(good),
                        Tampering.REWRITTEN,
                        event);
            }
            case 12 -> {
                lines.remove(event - 1);
                yield new Tampered(
                        "remove " + event + " and rewrite",
                        Trails.chainedAgain(lines, event - 1, true),
                        Trails.everyHead(good),
                        Tampering.REWRITTEN,
                        event);
            }
            default -> {
                lines.set(last - 1, edited(good.get(last - 1), random));
                yield new Tampered("edit the last, " + last, lines, Trails.everyHead(good), Tampering.REWRITTEN, last);
            }
        };
    }

    private static Tampered found(String how, List<String> lines, Tampering done, long first) {
        return new Tampered(how, lines, List.of(), done, first);
    }

    /** One character of a text of it is another. */
    private static String edited(String line, SplittableRandom random) {
        int at = line.indexOf(TEXTS.get(random.nextInt(TEXTS.size())));
        int character = line.indexOf(":\"", at) + 2;
        return line.substring(0, character) + "#" + line.substring(character + 1);
    }

    private static String forged(long seq, String prev) {
        return Trails.at(Trails.of(1).getFirst(), seq, prev).replace("Registered", "Verb");
    }
}
