package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A target and a quarantine that no one changes while they are compared, so that capture has applied everything. */
abstract class StillTarget implements TargetReader, QuarantineReader, CaptureProof {
    final Map<RowKey, Row> target = new HashMap<>();
    final Set<Item> quarantine = new HashSet<>();

    @Override
    public void all(List<RowTable> tables, Supplier<? extends Sink<Row>> attempts) throws InterruptedException {
        var each = attempts.get();
        for (var row : target.values()) {
            each.take(row);
        }
    }

    @Override
    public Map<RowKey, Found> rows(Collection<RowKey> keys) {
        return target.entrySet().stream()
                .filter(e -> keys.contains(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new Found(e.getValue(), "1")));
    }

    @Override
    public Set<Item> named(Collection<Item> keys) {
        var named = new HashSet<>(keys);
        named.retainAll(quarantine);
        return named;
    }

    @Override
    public void moment() {}

    @Override
    public Evidence await() {
        return Evidence.TOKEN;
    }
}
