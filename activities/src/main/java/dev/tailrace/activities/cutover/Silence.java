package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.SourceWrites;
import dev.tailrace.activities.lane.SourceWrites.Counted;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether nobody writes the source any more, where people stop its writers (fence: confirm). What the stream's readers have counted has to
 * stay the same for a time; and since they may only be slow, a token that was sent after that time has to come, and it has to be the same
 * still. What it has seen goes with its answer, so it does not matter which worker is asked next.
 */
final class Silence {
    /** Long enough for an application that is still running, and a part of the pause that its users feel. */
    static final Duration LENGTH = Duration.ofMillis(500);

    private final SwitchGroup group;
    private final SourceDrain drain;

    Silence(SwitchGroup group, SourceDrain drain) {
        this.group = group;
        this.drain = drain;
    }

    /** @param left what is waited for, in words; empty: it is silent @param seen for the next look */
    record Look(String left, List<Long> seen) {
        Look {
            seen = List.copyOf(seen);
        }
    }

    /** @param seen by the look before; null for the first */
    Look look(@Nullable List<Long> seen) throws SQLException, Gap {
        var before = seen == null ? null : Seen.of(seen, group.tables().size());
        if (before == null || !before.tokens().isEmpty() && !drain.missing(before.tokens()).isEmpty()) {
            return before == null ? began("waits whether anyone writes the source") : before.look("a token has not come");
        }
        var now = SourceWrites.count(group.first().control(), group.ids());
        if (!now.writes().equals(before.writes())) {
            return began(now, "somebody writes the source: " + writers(before.writes(), now.writes()));
        }
        if (!before.tokens().isEmpty()) {
            return before.look("");
        }
        return now.at() - before.since() < LENGTH.toMillis()
                ? before.look("waits whether anyone writes the source")
                : new Seen(before.since(), before.writes(), drain.send()).look("a token has not come");
    }

    private Look began(String left) throws SQLException {
        return began(SourceWrites.count(group.first().control(), group.ids()), left);
    }

    private static Look began(Counted now, String left) {
        return new Seen(now.at(), now.writes(), List.of()).look(left);
    }

    private String writers(List<Long> before, List<Long> now) {
        var written = new ArrayList<String>();
        for (int i = 0; i < before.size(); i++) {
            long more = now.get(i) - before.get(i);
            if (more != 0) {
                written.add("%s %d times".formatted(group.tables().get(i).ref().name(), more));
            }
        }
        return String.join(", ", written);
    }

    /** @param since when the writes were counted @param tokens sent after the silence; empty before that */
    private record Seen(long since, List<Long> writes, List<Long> tokens) {
        static Seen of(List<Long> numbers, int tables) {
            return new Seen(
                    numbers.getFirst(), numbers.subList(1, tables + 1), numbers.subList(tables + 1, numbers.size()));
        }

        Look look(String left) {
            var numbers = new ArrayList<Long>();
            numbers.add(since);
            numbers.addAll(writes);
            numbers.addAll(tokens);
            return new Look(left, numbers);
        }
    }
}
