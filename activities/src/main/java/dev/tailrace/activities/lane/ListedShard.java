package dev.tailrace.activities.lane;

import org.jspecify.annotations.Nullable;

/**
 * A shard as the source lists it.
 *
 * @param parent the shard that it goes on from; null: none, or one that is no longer listed
 * @param firstSequence of its first record: a shard that is found later is read from there on (R0)
 * @param closed whether no more records come
 */
public record ListedShard(String id, @Nullable String parent, String firstSequence, boolean closed) {
    /** Its lane's name. */
    String lane() {
        return Lanes.shard(id);
    }

    /** Its parent's lane's name; null without a parent. */
    @Nullable
    String parentLane() {
        return parent == null ? null : Lanes.shard(parent);
    }
}
