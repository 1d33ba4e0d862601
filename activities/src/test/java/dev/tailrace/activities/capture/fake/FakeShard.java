package dev.tailrace.activities.capture.fake;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** A shard: a range of key hashes, its records, and what of them is still kept. Guarded by its stream. */
final class FakeShard {
    final String id;
    final @Nullable String parent;
    final int low;
    final int high;
    boolean listed = true;
    boolean parentListed = true;
    private final BigInteger start;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable BigInteger end;
    private int trimmed;

    private record Entry(BigInteger sequence, Record record, int emptyBefore) {}

    FakeShard(String id, @Nullable String parent, int low, int high, BigInteger start) {
        this.id = id;
        this.parent = parent;
        this.low = low;
        this.high = high;
        this.start = start;
    }

    /** A page, and where the next one begins; null at the end. */
    record Page(List<Record> records, @Nullable BigInteger next, int walked) {}

    void add(BigInteger sequence, Record record, int emptyBefore) {
        entries.add(new Entry(sequence, record, emptyBefore));
    }

    void close(BigInteger last) {
        end = last;
    }

    boolean isOpen() {
        return end == null;
    }

    /** The last record's sequence number; null before the first. */
    @Nullable
    String last() {
        return entries.isEmpty() ? null : entries.getLast().sequence.toString();
    }

    /** Forgets the oldest records. */
    void trim(int count) {
        trimmed = Math.min(entries.size(), trimmed + count);
    }

    void trimAll() {
        trimmed = entries.size();
    }

    boolean keepsAny() {
        return trimmed < entries.size();
    }

    /** The oldest kept record's sequence number; there is one. */
    BigInteger oldest() {
        return entries.get(trimmed).sequence;
    }

    BigInteger horizon() {
        return trimmed == 0 ? start : entries.get(trimmed - 1).sequence.add(BigInteger.ONE);
    }

    /**
     * @param back begins so many records before {@code from}, as far as they are kept
     * @param limit of records from there on; with 0, and some before, nothing else comes
     * @param walked empty pages seen since {@code from}
     */
    Page page(BigInteger from, int walked, int limit, int back) {
        if (from.compareTo(horizon()) < 0) {
            throw Failures.trimmed();
        }
        int index = trimmed;
        while (index < entries.size() && entries.get(index).sequence.compareTo(from) < 0) {
            index++;
        }
        if (index < entries.size() && entries.get(index).emptyBefore > walked) {
            return new Page(List.of(), from, walked + 1);
        }
        int first = Math.max(trimmed, index - back);
        int last = Math.min(entries.size(), index + (first < index ? limit : Math.max(1, limit)));
        while (last > index + 1 && entries.get(last - 1).emptyBefore > 0) {
            last--;
        }
        var records = entries.subList(first, last).stream().map(Entry::record).toList();
        boolean ended = last == entries.size() && end != null;
        var next = last == index ? from : entries.get(last - 1).sequence.add(BigInteger.ONE);
        return new Page(records, ended ? null : next, 0);
    }

    Shard describe(boolean showsEnd) {
        return Shard.builder()
                .shardId(id)
                .parentShardId(parentListed ? parent : null)
                .sequenceNumberRange(r -> r.startingSequenceNumber(start.toString())
                        .endingSequenceNumber(end != null && showsEnd ? end.toString() : null))
                .build();
    }
}
