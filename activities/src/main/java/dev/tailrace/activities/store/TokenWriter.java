package dev.tailrace.activities.store;

import dev.tailrace.mappers.item.Item;

/** Writes Tailrace's own items to the source (R13). Each is tried for a few seconds. Thread-safe; idempotent. */
public interface TokenWriter {
    /** The attribute that marks Tailrace's own items in the source. Persisted there while a migration runs. */
    String TOKEN = "_tailrace_token";

    /** Writes the token under a key, in place of an older one. */
    void putToken(Item key, long number);

    /** Deletes the token under a key. */
    void deleteToken(Item key);
}
