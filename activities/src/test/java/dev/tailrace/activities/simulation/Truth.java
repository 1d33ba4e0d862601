package dev.tailrace.activities.simulation;

import dev.tailrace.activities.simulation.Version.Flaw;
import dev.tailrace.activities.simulation.Version.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The source: what it holds, what it held, and its stream. For one thread at a time. */
final class Truth {
    private final Plan plan;
    private final Random random;
    private final Map<String, List<SourceRecord>> history = new TreeMap<>();
    private final Map<String, SourceShard> shards = new LinkedHashMap<>();
    private final Map<String, SourceShard> shardOf = new TreeMap<>();
    private int sequence;
    private int trims;

    /** Some items, written two hours ago or a minute ago. */
    Truth(Plan plan, Random random) {
        this.plan = plan;
        this.random = random;
        int open = plan.kind().asksSource() ? 2 : 1 + random.nextInt(2);
        for (int i = 0; i < open; i++) {
            open("s" + i, null);
        }
        var firsts = List.copyOf(shards.values());
        for (int i = 0; i < plan.items(); i++) {
            var id = plan.kind().collects() ? "" + i : "" + (char) ('a' + i);
            history.put(id, new ArrayList<>());
            shardOf.put(id, firsts.get(i % open));
            if (random.nextInt(3) > 0) {
                put(
                        id,
                        version(id),
                        Instant.now().minus(random.nextBoolean() ? Duration.ofHours(2) : Duration.ofMinutes(1)));
            }
        }
    }

    private SourceShard open(String name, @Nullable String parent) {
        var shard = new SourceShard(name, parent, ++sequence);
        shards.put(name, shard);
        return shard;
    }

    List<SourceShard> shards() {
        return List.copyOf(shards.values());
    }

    SourceShard shard(String name) {
        return shards.get(name);
    }

    List<String> ids() {
        return List.copyOf(history.keySet());
    }

    @Nullable
    Version now(String id) {
        return asOf(id, history.get(id).size());
    }

    private @Nullable Version asOf(String id, int changes) {
        return changes == 0 ? null : history.get(id).get(changes - 1).after();
    }

    /** What a page says of an item: with eventually consistent reads, perhaps what it was one or two changes ago. */
    @Nullable
    Version scanned(String id) {
        int changes = history.get(id).size();
        if (!plan.consistent()) {
            // Nothing is older than the stream.
            int back = random.nextInt(3);
            while (back-- > 0 && changes > 0 && !isTrimmed(history.get(id).get(changes - 1))) {
                changes--;
            }
        }
        return asOf(id, changes);
    }

    private boolean isTrimmed(SourceRecord record) {
        return shards.values().stream()
                .anyMatch(s -> s.records.indexOf(record) >= 0 && s.records.indexOf(record) < s.trimmed());
    }

    /** Changes an item, and perhaps the shards. Returns what it did. */
    String change() {
        var id = ids().get(random.nextInt(plan.items()));
        var before = now(id);
        boolean delete = before != null && random.nextDouble() < plan.deletes();
        var record = put(id, delete ? null : version(id), Instant.now());
        var told = record.toString();
        if (random.nextDouble() < plan.splits()) {
            told += "; " + split(shardOf.get(id));
        }
        return told;
    }

    private Version version(String id) {
        var place = plan.kind().collects()
                ? Place.DOCUMENT
                : random.nextInt(5) > 0 ? Place.THINGS : random.nextBoolean() ? Place.OTHERS : Place.NOWHERE;
        var flaw = plan.kind().badItems() && random.nextInt(10) < 3
                ? random.nextBoolean() ? Flaw.MAPPER : Flaw.POSTGRES
                : Flaw.NONE;
        return new Version(id, place, "" + (char) ('x' + random.nextInt(plan.groups())), sequence + 1, flaw);
    }

    private SourceRecord put(String id, @Nullable Version after, Instant at) {
        var record = new SourceRecord(++sequence, at, id, now(id), after);
        history.get(id).add(record);
        shardOf.get(id).records.add(record);
        return record;
    }

    private String split(SourceShard shard) {
        shard.close(++sequence);
        int children = 1 + random.nextInt(2);
        var opened = new ArrayList<SourceShard>();
        for (int i = 0; i < children; i++) {
            opened.add(open("s" + shards.size(), shard.name));
        }
        int next = 0;
        for (var entry : shardOf.entrySet()) {
            if (entry.getValue() == shard) {
                entry.setValue(opened.get(next++ % children));
            }
        }
        return shard.name + " closes, " + opened.stream().map(s -> s.name).toList() + " open";
    }

    /** A day passes: the stream forgets what it has. */
    void trim() {
        shards.values().forEach(SourceShard::trim);
        trims++;
    }

    /** How many days have passed. */
    int trims() {
        return trims;
    }

    /** Keys of the owned table that several items claim, as table/group. */
    Map<String, List<Version>> claimed() {
        var claimed = new TreeMap<String, List<Version>>();
        if (plan.kind().owned()) {
            for (var id : ids()) {
                var version = now(id);
                if (version != null && version.claims()) {
                    claimed.computeIfAbsent(version.claim(), k -> new ArrayList<>())
                            .add(version);
                }
            }
        }
        claimed.values().removeIf(versions -> versions.size() < 2);
        return claimed;
    }

    /** The target as it should be, but for what several items claim: table/group/id → n. */
    Map<String, Integer> rows() {
        var claimed = claimed();
        var rows = new TreeMap<String, Integer>();
        for (var id : ids()) {
            var version = now(id);
            if (version != null && !(version.claims() && claimed.containsKey(version.claim()))) {
                version.row().ifPresent(r -> rows.put(r, version.n()));
            }
        }
        var text = document();
        if (text != null && !text.contains(Version.REFUSED)) {
            rows.put("documents/d", Integer.valueOf(text));
        }
        return rows;
    }

    /** The parts' text, where all are there and say the same; null: they are not, or there is no document. */
    private @Nullable String document() {
        var first = plan.kind().collects() ? now("0") : null;
        var text = new StringBuilder();
        for (int i = 0; first != null && i < first.parts(); i++) {
            var part = i < plan.items() ? now("" + i) : null;
            if (part == null || part.parts() != first.parts() || part.flaw() == Flaw.MAPPER) {
                return null;
            }
            text.append(part.text());
        }
        return first == null ? null : text.toString();
    }

    /** The items that quarantine should name; a document by its first part. */
    List<String> bad() {
        if (plan.kind().collects()) {
            boolean some = ids().stream().anyMatch(id -> now(id) != null);
            return some && rows().isEmpty() ? List.of("0") : List.of();
        }
        return ids().stream().filter(this::isBad).toList();
    }

    private boolean isBad(String id) {
        var version = now(id);
        return version != null && version.isBad();
    }
}
