package dev.tailrace.activities.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.repair.RepairPlan;
import dev.tailrace.activities.repair.StoredDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a repair of a source table's differences would do. Field names are what {@code repair --output json} prints.
 *
 * @param run the verdict's run; 0 where there is no verdict yet
 * @param counted differences that the verdict counted; more than are listed where there are very many
 */
public record RepairableTable(String table, long run, long counted, List<Entry> differences) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public RepairableTable {
        differences = List.copyOf(differences);
    }

    /**
     * A difference.
     *
     * @param target the target table; empty where no row is named
     * @param row the row's key cells; null where no row is named
     * @param key the item's source key, as DynamoDB JSON; null for a row that no item can have
     * @param plan what a repair would do, in a few words
     * @param deletes whether, as far as is known, a row goes
     */
    public record Entry(
            int number,
            String kind,
            String target,
            @Nullable List<String> row,
            @Nullable JsonNode key,
            String plan,
            boolean deletes) {}

    static RepairableTable of(String table, RepairPlan plan) {
        return new RepairableTable(
                table,
                plan.run(),
                plan.counted(),
                plan.differences().stream().map(RepairableTable::entry).toList());
    }

    private static Entry entry(StoredDifference difference) {
        var row = difference.row();
        return new Entry(
                difference.number(),
                difference.kind(),
                difference.target(),
                row == null ? null : row.cells(),
                difference.isForeign() ? null : json(difference.sourceKey()),
                difference.plan(),
                difference.isForeign() || difference.goes());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a stored key", e);
        }
    }
}
