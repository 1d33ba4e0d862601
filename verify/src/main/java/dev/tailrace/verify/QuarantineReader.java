package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import java.util.Collection;
import java.util.Set;

/** Reads the quarantine of the pass (R7). */
public interface QuarantineReader {
    /**
     * Those of the items, given by key, that are named in quarantine.
     *
     * @throws InterruptedException if asked to stop
     */
    Set<Item> named(Collection<Item> keys) throws InterruptedException;
}
