package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.verify.CaptureProof.Evidence;
import dev.tailrace.verify.Suspected.OfItem;
import dev.tailrace.verify.Suspected.OfRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at suspects again while writers go on, until each is equal, confirmed wrong, or out of rounds. Most are equal at the
 * first look; the others wait together for each proof that capture has passed. Rows are told by the item they belong to, so
 * an item that moved is one suspect with two rows. Thread-safe.
 */
final class Recheck {
    private static final int ROUNDS = 10;
    private static final int CHUNK = 1_000;
    /** As many as one BatchGetItem reads: so often is no place for more. */
    private static final int FOLLOWED = 100;

    private static final int LOOKS = 200;

    private final Mapper mapper;
    private final KeySchema keys;
    private final SourceReader source;
    private final TargetReader target;
    private final QuarantineReader quarantine;
    private final CaptureProof proof;
    private final int most;
    private final boolean collects;
    private final Map<Item, Suspect> byItem = new HashMap<>();
    private List<Suspect> fresh = new ArrayList<>();
    private List<Suspect> watched = new ArrayList<>();
    private final SuspectCounts counts;

    /**
     * Makes one without suspects.
     *
     * @param most how many suspects may be watched; more are only counted
     */
    Recheck(ComparedStores stores, int most) {
        this(stores, most, suspect -> {});
    }

    /** @param unlike hears of each suspect that is not found equal, but for those that quarantine names; by the thread that looks */
    Recheck(ComparedStores stores, int most, Consumer<Suspect> unlike) {
        this.counts = new SuspectCounts(unlike);
        this.mapper = stores.mapper();
        this.keys = stores.keys();
        this.source = stores.source();
        this.target = stores.target();
        this.quarantine = stores.quarantine();
        this.proof = stores.proof();
        this.most = most;
        this.collects = mapper.collects();
    }

    /** Suspects the item that a row belongs to, or the row itself where no item can have it. */
    synchronized void suspect(OfRow row) throws InterruptedException {
        of(row).add(row.key(), row.rows());
        if (fresh.size() >= CHUNK) {
            firstLook();
        }
    }

    /** Suspects an item, given by its key. */
    synchronized void suspect(Item item) throws InterruptedException {
        of(item);
        if (fresh.size() >= CHUNK) {
            firstLook();
        }
    }

    /** Looks at all once. What is still under suspicion then; the others are settled, and counted. */
    synchronized List<Suspected> open() throws InterruptedException {
        firstLook();
        return watched.stream().flatMap(suspect -> suspected(suspect).stream()).toList();
    }

    private static List<Suspected> suspected(Suspect suspect) {
        var item = suspect.item();
        if (item != null && suspect.rowsFound().isEmpty()) {
            return List.of(new OfItem(item));
        }
        return suspect.rowsFound().entrySet().stream()
                .map(e -> (Suspected) new OfRow(e.getKey(), suspect.owner(), e.getValue()))
                .toList();
    }

    /** What was counted so far of those that are not under suspicion any more, and forgets it. */
    synchronized Tally tally() {
        return counts.tally();
    }

    /** Settles all suspects. */
    synchronized SuspectCounts settle() throws InterruptedException {
        firstLook();
        for (int round = 0; round < ROUNDS && !watched.isEmpty(); round++) {
            var evidence = proof.await();
            if (evidence == Evidence.NONE) {
                counts.captureLate = true;
                break;
            }
            look(evidence);
            if (round == ROUNDS - 1 && evidence == Evidence.TOKEN && watched.size() <= FOLLOWED) {
                follow();
            }
        }
        watched.forEach(counts::add);
        return counts;
    }

    private Suspect of(OfRow row) {
        var item = itemOf(row);
        if (item == null) {
            var foreign = Suspect.foreign(row.owner());
            fresh.add(foreign);
            return foreign;
        }
        return of(item);
    }

    /** The key of the item that a row belongs to; null for one that no item can have. */
    @Nullable
    Item itemOf(OfRow row) {
        try {
            return row.owner() == null ? mapper.itemKey(row.key()) : keys.read(row.owner());
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private Suspect of(Item item) {
        return byItem.computeIfAbsent(item, key -> {
            var suspect = Suspect.of(key);
            fresh.add(suspect);
            return suspect;
        });
    }

    /** Without any proof: most changes have long been applied. */
    private void firstLook() throws InterruptedException {
        var chunk = fresh;
        var says = readSource(chunk);
        chunk.forEach(suspect -> suspect.begin(says(says, suspect)));
        for (var suspect : advance(chunk, Evidence.NONE)) {
            if (watched.size() < most) {
                watched.add(suspect);
            } else {
                forget(suspect);
                counts.unlooked(suspect);
            }
        }
        // Not before: a look that fails is taken again.
        fresh = new ArrayList<>();
    }

    private void look(Evidence evidence) throws InterruptedException {
        var open = new ArrayList<Suspect>();
        for (int from = 0; from < watched.size(); from += CHUNK) {
            var chunk = watched.subList(from, Math.min(from + CHUNK, watched.size()));
            for (var suspect : advance(chunk, evidence)) {
                if (suspect.confirmed()) {
                    counts.add(suspect);
                } else {
                    open.add(suspect);
                }
            }
        }
        watched = open;
    }

    /** Looks in quick succession at items that changed between any two reads so far. */
    private void follow() throws InterruptedException {
        for (int i = 0; i < LOOKS && !watched.isEmpty(); i++) {
            proof.moment();
            var holds = readTarget(watched);
            var says = readSource(watched);
            var left = new ArrayList<Suspect>();
            for (var suspect : watched) {
                if (suspect.metOnItsWay(Objects.requireNonNull(holds.get(suspect)), says(says, suspect))) {
                    counts.equal(suspect);
                } else {
                    left.add(suspect);
                }
            }
            watched = left;
        }
    }

    /** Reads the target, then the source; returns those that do not agree. */
    private List<Suspect> advance(List<Suspect> chunk, Evidence evidence) throws InterruptedException {
        var holds = readTarget(chunk);
        var says = readSource(chunk);
        var unlike = new ArrayList<Suspect>();
        for (var suspect : chunk) {
            if (suspect.equalAfter(evidence, Objects.requireNonNull(holds.get(suspect)), says(says, suspect))) {
                forget(suspect);
                counts.equal(suspect);
            } else {
                unlike.add(suspect);
            }
        }
        return unlike;
    }

    private Map<Suspect, TargetView> readTarget(List<Suspect> chunk) throws InterruptedException {
        var keys = new HashSet<RowKey>();
        chunk.forEach(suspect -> keys.addAll(suspect.keys()));
        var found = target.rows(keys);
        var named = quarantine.named(items(chunk));
        var says = new HashMap<Suspect, TargetView>();
        for (var suspect : chunk) {
            boolean quarantined = suspect.item() != null && named.contains(suspect.item());
            says.put(suspect, TargetView.of(suspect, found, quarantined));
        }
        return says;
    }

    /** What is read is not kept: the parts of a row are large. */
    private Map<Suspect, SourceView> readSource(List<Suspect> chunk) throws InterruptedException {
        var says = new HashMap<Suspect, SourceView>();
        var alone = new ArrayList<Suspect>();
        for (var suspect : chunk) {
            var key = suspect.item();
            if (collects && key != null && mapper.map(key) instanceof Mapped.Part part) {
                var row = part.key();
                var parts = source.parts(key, mapper.partsBegin(row.table()));
                says.put(suspect, SourceView.of(row, mapper.collect(row, parts)));
            } else {
                alone.add(suspect);
            }
        }
        var items = source.items(items(alone));
        for (var suspect : alone) {
            var key = suspect.item();
            says.put(suspect, SourceView.of(mapper, key == null ? null : items.get(key)));
        }
        return says;
    }

    private static SourceView says(Map<Suspect, SourceView> says, Suspect suspect) {
        return Objects.requireNonNull(says.get(suspect), "read");
    }

    private void forget(Suspect suspect) {
        if (suspect.item() != null) {
            byItem.remove(suspect.item());
        }
    }

    private static List<Item> items(List<Suspect> chunk) {
        return chunk.stream().map(Suspect::item).filter(Objects::nonNull).toList();
    }
}
