package dev.tailrace.activities.cutover;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What an application was told that it has written: by key its last value; without one, none. Thread-safe: a key has one writer. */
final class Journal {
    private final Map<String, Integer> acknowledged = new ConcurrentSkipListMap<>();

    /** @param value null: it was deleted */
    void acknowledge(String key, @Nullable Integer value) {
        if (value == null) {
            acknowledged.remove(key);
        } else {
            acknowledged.put(key, value);
        }
    }

    Map<String, Integer> content() {
        return acknowledged;
    }
}
