package dev.tailrace.activities.reverse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the keys of a batch. Those that are named nowhere were left out, and their marks stay. For one thread.
 *
 * @param landed all of their writes did
 * @param refused why the source cannot hold their items
 * @param busy keys that the source was too busy for
 */
record BatchResult(List<KeyWrites> landed, Map<KeyWrites, String> refused, List<KeyWrites> busy) {
    BatchResult() {
        this(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    }
}
