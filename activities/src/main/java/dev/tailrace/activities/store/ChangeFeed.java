package dev.tailrace.activities.store;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.AdaptiveBatchSize;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.ListedShard;
import dev.tailrace.activities.lane.Passes.Pass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes of a source table: a stream of shards, each read in order (R0, R3, R12). Thread-safe. */
public interface ChangeFeed {
    /** Which stream the table has now. */
    Stream stream();

    /**
     * Switches the stream on, with images of before and after each change. Idempotent.
     *
     * @return the stream's name once it is seen to be on (R0); null: not yet
     */
    @Nullable
    String enableStream();

    /**
     * Switches the stream off. Idempotent.
     *
     * @throws IllegalStateException if the table is just being changed
     */
    void disableStream();

    /** All shards of a stream that are listed now. */
    List<ListedShard> shards(String stream);

    /**
     * A reader of one shard.
     *
     * @param atOnce how many records one read asks for; learns from how long they take
     */
    ChangeReader reader(Pass pass, Held lane, EngineOptions options, AdaptiveBatchSize atOnce);

    /**
     * A table's stream.
     *
     * @param enabled whether changes go into it
     * @param latest the newest one's name, null where there never was one
     */
    record Stream(boolean enabled, @Nullable String latest) {}
}
