package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.activities.postgres.OutboxKeys.Routed;
import dev.tailrace.activities.postgres.OutboxKeys.Stray;
import dev.tailrace.activities.postgres.ReverseQuarantine.Entry;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.problem.Code;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where rows of the outbox lead, in their order. For one thread. */
final class RoutedRows {
    private final Set<String> sourceKeys = new LinkedHashSet<>();
    private final Map<Mark, Stray> strays = new LinkedHashMap<>();

    void add(Routed routed) {
        sourceKeys.addAll(routed.sourceKeys());
        routed.strays().forEach(stray -> strays.put(name(stray), stray));
    }

    /** As DynamoDB JSON. */
    Collection<String> sourceKeys() {
        return sourceKeys;
    }

    /** Rows that no source key finds, and that are there. */
    List<Entry> astray() {
        return strays.entrySet().stream()
                .filter(stray -> stray.getValue().isThere())
                .map(stray -> new Entry(
                        stray.getKey(), Code.M028.id(), stray.getValue().reason()))
                .toList();
    }

    /** Such that are there no more. */
    List<Mark> gone() {
        return strays.entrySet().stream()
                .filter(stray -> !stray.getValue().isThere())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Quarantine knows keys of the source: this is none, and looks like one. */
    private static Mark name(Stray stray) {
        var row = Item.of(Map.of("table", new Value.Text(stray.table()), "row", new Value.Text(stray.key())));
        return new Mark(Digests.sourceKey(row), DynamoJson.write(row), 0);
    }
}
