package dev.tailrace.activities.file;

import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The target tables of a source table with the columns that its mapping fills: these a verification compares. */
public final class ComparedColumns {
    private ComparedColumns() {}

    /**
     * A target table.
     *
     * @param key the primary key's columns; empty where the source's key decides
     * @param columns by name with the types that the file states, empty where it states none; in the file's order
     */
    public record Target(String name, List<String> key, Map<String, String> columns) {}

    /** In the order of their rules. Of a plugin's tables nothing is known without the plugin. */
    public static List<Target> of(TableSpec table) {
        return table.rules().stream()
                .flatMap(mapping -> TargetShapes.of(mapping).entrySet().stream())
                .map(shape -> new Target(
                        shape.getKey(),
                        Objects.requireNonNullElse(shape.getValue().key(), List.of()),
                        Objects.requireNonNullElse(shape.getValue().columns(), new LinkedHashMap<>())))
                .toList();
    }
}
