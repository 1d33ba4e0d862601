package dev.tailrace.activities.simulation;

import dev.tailrace.activities.backfill.CopyAttempt;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of one scan segment, of one item or two. */
final class SimulatedScan implements CopyAttempt.Scan {
    private final Truth truth;
    private final Actor actor;
    private final List<String> ids = new ArrayList<>();

    SimulatedScan(Truth truth, Actor actor, int segment) {
        this.truth = truth;
        this.actor = actor;
        int segments = actor.plan().segments();
        for (int i = segment; i < truth.ids().size(); i += segments) {
            ids.add(truth.ids().get(i));
        }
    }

    @Override
    public CopyAttempt.ScanPage read(@Nullable String after) {
        actor.step("Scan after " + after);
        int from = 0;
        while (from < ids.size() && after != null && !position(ids.get(from)).equals(after)) {
            from++;
        }
        from = after == null ? 0 : from + 1;
        int end = Math.min(ids.size(), from + 1 + (actor.draw() < 0.3 ? 1 : 0));
        var items = new ArrayList<Item>();
        for (var id : ids.subList(from, end)) {
            var version = truth.scanned(id);
            actor.tell("  page has " + id + " " + version);
            if (version != null) {
                items.add(version.item());
            }
        }
        return new CopyAttempt.ScanPage(items, end == ids.size() ? null : position(ids.get(end - 1)));
    }

    private static String position(String id) {
        return DynamoJson.write(dev.tailrace.activities.dynamodb.Attributes.toItem(Version.key(id)));
    }

    @Override
    public boolean readsAhead() {
        return actor.draw() < 0.5;
    }
}
