package dev.tailrace.embedded.stack;

import java.time.Duration;

/** What an embedded DynamoDB can be made to do to its streams, all tables at once. */
public interface StreamFaults {
    /** Closes every open shard; each gets one child. */
    void rollShards();

    /** Makes everything in the streams older: records and shards past their retention are trimmed. */
    void age(Duration by);
}
