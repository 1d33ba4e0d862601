package dev.tailrace.activities.plan;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.file.TargetsCheck.Elsewhere;
import dev.tailrace.activities.file.TargetsCheck.Shape;
import dev.tailrace.activities.plugin.Plugins;
import dev.tailrace.activities.plugin.TableMapper;
import dev.tailrace.activities.store.SourceSurvey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The target tables that foreign keys refer to and other source tables of the migration make. Thread-safe. */
final class OtherTargets {
    private final SourceSurvey source;
    private final MigrationSpec migration;
    private final Plugins plugins;

    OtherTargets(SourceSurvey source, MigrationSpec migration, Plugins plugins) {
        this.source = source;
        this.migration = migration;
        this.plugins = plugins;
    }

    /** Nothing, and nothing is asked, where the table's foreign keys lead to no other's. What stands in another's way its own plan says. */
    Elsewhere referredFrom(TableSpec table) {
        boolean refers = table.targets().values().stream()
                .anyMatch(options -> !options.foreignKeys().isEmpty());
        var tables = new HashMap<String, Shape>();
        var targets = new HashMap<String, TargetOptions>();
        for (var other : migration.tables()) {
            if (refers && !other.from().equals(table.from())) {
                tables.putAll(made(other));
                targets.putAll(other.targets());
            }
        }
        return new Elsewhere(tables, targets);
    }

    private Map<String, Shape> made(TableSpec table) {
        var keys = source.keys(table.from());
        return keys != null && TableMapper.of(table.mapper(), keys, plugins, "") instanceof TableMapper.Answer.Ok ok
                ? shapes(ok.mapper())
                : Map.of();
    }

    /** The mapper's tables, by name, in its order. */
    static Map<String, Shape> shapes(TableMapper mapping) {
        var shapes = new LinkedHashMap<String, Shape>();
        for (var table : mapping.mapper().tables()) {
            var columns = new LinkedHashMap<String, String>();
            table.columns().forEach(c -> columns.put(c.name(), c.type().cast()));
            var key = table.key().stream().map(RowTable.Column::name).toList();
            shapes.put(table.name(), new Shape(key, columns, mapping.plugin() == null));
        }
        return shapes;
    }
}
