package dev.tailrace.activities.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** A shard of the simulated stream. */
final class SourceShard {
    final String name;
    final @Nullable String parent;
    final List<SourceRecord> records = new ArrayList<>();
    private final int from;
    private int to;
    private int trimmed;

    SourceShard(String name, @Nullable String parent, int from) {
        this.name = name;
        this.parent = parent;
        this.from = from;
    }

    boolean isClosed() {
        return to > 0;
    }

    void close(int at) {
        to = at;
    }

    /** Forgets all its records. */
    void trim() {
        trimmed = records.size();
    }

    /** The index of the first record that is still there, or of the one to come. */
    int trimmed() {
        return trimmed;
    }

    /** The index of the first record at or after a sequence number. */
    int indexOf(int sequence) {
        int index = 0;
        while (index < records.size() && records.get(index).sequence() < sequence) {
            index++;
        }
        return index;
    }

    @Nullable
    String lastPosition() {
        return records.isEmpty()
                ? null
                : SourceRecord.sequenceNumber(records.getLast().sequence());
    }

    Shard describe() {
        return Shard.builder()
                .shardId(name)
                .parentShardId(parent)
                .sequenceNumberRange(r -> r.startingSequenceNumber(SourceRecord.sequenceNumber(from))
                        .endingSequenceNumber(to == 0 ? null : SourceRecord.sequenceNumber(to)))
                .build();
    }
}
