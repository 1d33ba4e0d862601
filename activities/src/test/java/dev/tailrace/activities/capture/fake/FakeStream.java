package dev.tailrace.activities.capture.fake;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** The lineage of a stream's shards, and what tests do to it. Thread-safe. */
public final class FakeStream {
    private static final int HASHES = 1 << 16;

    private static final int MOST_SHARDS = 100_000;

    private final String arn;
    private final Sequence sequence;
    private final Quirks quirks;
    private final List<FakeShard> shards = new ArrayList<>();
    private int made;

    /** @param number of the stream among its table's */
    FakeStream(int number, Sequence sequence, Quirks quirks, int openShards) {
        arn = "arn:stream/" + number;
        made = number * MOST_SHARDS;
        this.sequence = sequence;
        this.quirks = quirks;
        for (int i = 0; i < openShards; i++) {
            add(null, (int) ((long) HASHES * i / openShards), (int) ((long) HASHES * (i + 1) / openShards));
        }
    }

    public String arn() {
        return arn;
    }

    private void add(@Nullable FakeShard parent, int low, int high) {
        var shard = new FakeShard(
                "shardId-%020d-%08x".formatted(1_700_000_000_000L + made, made++),
                parent == null ? null : parent.id,
                low,
                high,
                sequence.next());
        shard.listed = !quirks.hidesNew;
        shard.parentListed = !quirks.hidesParents;
        shards.add(shard);
    }

    synchronized void write(int hash, BigInteger number, Record record) {
        open().filter(s -> s.low <= hash && hash < s.high)
                .findFirst()
                .orElseThrow()
                .add(number, record, quirks.emptyPages);
    }

    private Stream<FakeShard> open() {
        return shards.stream().filter(FakeShard::isOpen);
    }

    /** Closes the open shard of that number, counted from the oldest; two children share what it had. */
    public synchronized void split(int number) {
        var parent = openShard(number);
        int middle = (parent.low + parent.high) / 2;
        parent.close(sequence.next());
        add(parent, parent.low, middle);
        add(parent, middle, parent.high);
    }

    /** Closes every open shard; each gets one child. */
    public synchronized void roll() {
        for (var parent : open().toList()) {
            parent.close(sequence.next());
            add(parent, parent.low, parent.high);
        }
    }

    /** The open shard of that number, counted from the oldest, goes on in a child. */
    public synchronized void roll(int number) {
        var parent = openShard(number);
        parent.close(sequence.next());
        add(parent, parent.low, parent.high);
    }

    private FakeShard openShard(int number) {
        var open = open().toList();
        return open.get(Math.floorMod(number, open.size()));
    }

    /** Closes every shard for good. */
    synchronized void end() {
        open().toList().forEach(s -> s.close(sequence.next()));
    }

    /** Everything made so far is listed, with its parents. */
    public synchronized void listAll() {
        shards.forEach(s -> {
            s.listed = true;
            s.parentListed = true;
        });
    }

    /** Drops the records of the shards named so; they stay listed. */
    public synchronized void trim(Predicate<String> shard) {
        shards.stream().filter(s -> shard.test(s.id)).forEach(FakeShard::trimAll);
    }

    /** Drops the oldest records of the shards named so. */
    public synchronized void trim(Predicate<String> shard, int count) {
        shards.stream().filter(s -> shard.test(s.id)).forEach(s -> s.trim(count));
    }

    /** Drops the oldest records, whichever shards they are in: a stream forgets by age. */
    public synchronized void trimOldest(int count) {
        for (int i = 0; i < count; i++) {
            shards.stream()
                    .filter(FakeShard::keepsAny)
                    .min(Comparator.comparing(FakeShard::oldest))
                    .ifPresent(s -> s.trim(1));
        }
    }

    /** Drops the shards named so altogether; their children go on naming them. */
    public synchronized void forget(Predicate<String> shard) {
        shards.removeIf(s -> shard.test(s.id));
    }

    /** The closed shards that are still there. */
    public synchronized List<String> closed() {
        return shards.stream().filter(s -> !s.isOpen()).map(s -> s.id).toList();
    }

    public synchronized List<String> openIds() {
        return open().map(s -> s.id).toList();
    }

    /** The last sequence number in a shard, or null. */
    public synchronized @Nullable String last(String shard) {
        return find(shard).last();
    }

    /** Whether a shard has records that are not trimmed. */
    public synchronized boolean keepsAnyOf(String shard) {
        return find(shard).keepsAny();
    }

    /** Oldest first, hidden ones left out. */
    synchronized List<Shard> describe() {
        return shards.stream()
                .filter(s -> s.listed)
                .map(s -> s.describe(!quirks.hidesEnds))
                .toList();
    }

    synchronized BigInteger horizon(String shard) {
        return find(shard).horizon();
    }

    synchronized FakeShard.Page page(String shard, BigInteger from, int walked, int limit, int back) {
        return find(shard).page(from, walked, limit, back);
    }

    private FakeShard find(String id) {
        return shards.stream()
                .filter(s -> s.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(id));
    }

    static int hash(String key) {
        return (key.hashCode() * 0x9E3779B9) >>> 16;
    }
}
