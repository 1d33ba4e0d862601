package dev.tailrace.verify;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.CaptureProof.Evidence;
import dev.tailrace.verify.Difference.Kind;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One item under suspicion, and the state machine that settles it. Its reads alternate: source, target, source, [proof],
 * target, source, [proof], target, source, … Where a token proves before a read of the target that everything that the source
 * said before has been applied, a row that still differs from that, and that no one wrote since the read of the target before,
 * is wrong for good and not in flight: a later change, had it been applied already, would have written the row. Where
 * a row is absent, one that came and went would look the same; there the source must not have changed either. One such round
 * is <i>steady</i>, and {@link #STEADY_ROUNDS} in a row confirm. Not thread-safe.
 */
final class Suspect {
    /** How many steady rounds in a row make a difference a confirmed one. */
    static final int STEADY_ROUNDS = 3;

    private final @Nullable Item item;
    private final @Nullable String owner;
    private final Set<RowKey> keys = new HashSet<>();
    private final Map<RowKey, Rows> rowsFound = new HashMap<>();
    private @Nullable SourceView source;
    private @Nullable TargetView target;
    private @Nullable SourceView expected;
    private int steady;
    private final Set<SourceView> saidMeanwhile = new HashSet<>();
    private @Nullable TargetView followed;

    private Suspect(@Nullable Item item, @Nullable String owner) {
        this.item = item;
        this.owner = owner;
    }

    /** @param key of the item */
    static Suspect of(Item key) {
        return new Suspect(key, DynamoJson.write(key));
    }

    /** A row that no item can have. @param owner what it names, see {@link OfRow} */
    static Suspect foreign(@Nullable String owner) {
        return new Suspect(null, owner);
    }

    @Nullable
    Item item() {
        return item;
    }

    /** The item's key as DynamoDB JSON; of a row that no item can have what it names, null for nothing. */
    @Nullable
    String owner() {
        return owner;
    }

    /** Whether a row at one of its keys can be its own. A row that no item can have is a suspect of its own. */
    boolean mayOwn(Row row) {
        var named = OfRow.owner(row);
        return named == null || item == null || named.equals(owner);
    }

    /** The target keys to read for it: those suspected, and all that the source has said so far. */
    Set<RowKey> keys() {
        return keys;
    }

    /** @param found how many rows with this key each side was read to have alone */
    void add(RowKey key, Rows found) {
        keys.add(key);
        if (!found.equals(Rows.NONE)) {
            rowsFound.merge(key, found, Rows::plus);
        }
    }

    /** How many rows of each key each side was read to have alone. */
    Map<RowKey, Rows> rowsFound() {
        return rowsFound;
    }

    /** The same, of all keys. */
    Rows found() {
        return rowsFound.values().stream().reduce(Rows.NONE, Rows::plus);
    }

    /** The first read of the source, before any of the target. */
    void begin(SourceView says) {
        keys.addAll(says.rows().keySet());
        source = says;
    }

    /**
     * Takes the next reads of the target and then of the source.
     *
     * @param evidence what is known of the time between the source's read before and this one of the target
     * @return whether the target holds what the source says
     */
    boolean equalAfter(Evidence evidence, TargetView now, SourceView next) {
        var said = Objects.requireNonNull(source, "begun");
        boolean equal = agree(said, now) || agree(next, now);
        steady = !equal && steady(evidence, said, now, next) ? steady + 1 : 0;
        expected = said;
        source = next;
        target = now;
        keys.addAll(next.rows().keySet());
        return equal;
    }

    private boolean steady(Evidence evidence, SourceView said, TargetView now, SourceView next) {
        var before = target;
        if (before == null || evidence == Evidence.NONE) {
            return false;
        }
        boolean sourceStood = said.equals(next);
        if (said.refused() && before.quarantined() != now.quarantined()
                || (said.refused() || evidence == Evidence.TIME) && !sourceStood) {
            return false;
        }
        return keys.stream()
                .filter(key -> !Objects.equals(said.rows().get(key), now.at(key)))
                .allMatch(key -> now.untouchedSince(before, key) && (sourceStood || now.at(key) != null));
    }

    /**
     * Takes one more look at an item that changes faster than capture follows, so that no two reads of a moment agree: whether
     * the target has moved since the first of these looks, to something that the source said during them. All looks come after
     * a token, so what is met is no older than it; and a row that stands still is not taken for one that follows.
     */
    boolean metOnItsWay(TargetView now, SourceView next) {
        var first = followed == null ? now : followed;
        boolean moved = first.looked().stream().anyMatch(key -> !now.untouchedSince(first, key));
        boolean met = moved && saidMeanwhile.stream().anyMatch(view -> agree(view, now));
        followed = first;
        saidMeanwhile.add(next);
        keys.addAll(next.rows().keySet());
        return met;
    }

    /** Whether the target holds, of the keys that were read, what the source says. */
    private boolean agree(SourceView says, TargetView holds) {
        return !says.refused()
                && holds.looked().containsAll(says.rows().keySet())
                && holds.looked().stream()
                        .allMatch(key -> Objects.equals(says.rows().get(key), holds.at(key)));
    }

    /** Whether more rounds would not change what it is. */
    boolean confirmed() {
        return steady >= STEADY_ROUNDS;
    }

    /** What it has turned out to be. */
    sealed interface Settled {
        record InFlight() implements Settled {}

        record Quarantined() implements Settled {}

        record Wrong(List<Difference> differences) implements Settled {}
    }

    /** What can be said after the last reads. */
    Settled settled() {
        var says = Objects.requireNonNull(expected, "looked at");
        var holds = Objects.requireNonNull(target, "looked at");
        if (!confirmed()) {
            return new Settled.InFlight();
        }
        if (holds.quarantined() && holds.rows().isEmpty()) {
            return new Settled.Quarantined();
        }
        return new Settled.Wrong(differences(says, holds));
    }

    private List<Difference> differences(SourceView says, TargetView holds) {
        var differences = new ArrayList<Difference>();
        if (says.refused() && !holds.quarantined()) {
            differences.add(new Difference(Kind.MISSING, item, null, List.of()));
        }
        for (var key : holds.looked()) {
            var expected = says.rows().get(key);
            var found = holds.at(key);
            if (expected == null) {
                if (found != null) {
                    differences.add(new Difference(Kind.EXTRA, item, key, List.of()));
                }
            } else if (found == null) {
                differences.add(new Difference(Kind.MISSING, item, key, List.of()));
            } else if (!expected.equals(found)) {
                differences.add(new Difference(Kind.DIFFERENT, item, key, expected.columnsUnlike(found)));
            }
        }
        return differences;
    }
}
