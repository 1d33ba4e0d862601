package dev.tailrace.activities.file;

import dev.tailrace.activities.file.TargetsCheck.Shape;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The target tables of a mapping that may not be compiled yet: their names, and those of their columns with the types that are stated. */
final class TargetShapes {
    private TargetShapes() {}

    /** The first rule that writes a table says what it has; where others say otherwise, that is told elsewhere. */
    static Map<String, Shape> of(MappingSpec mapping) {
        var shapes = new LinkedHashMap<String, Shape>();
        for (var rule : mapping.rules()) {
            if (rule.skip()) {
                continue;
            }
            var names = new ArrayList<>(rule.key());
            names.addAll(rule.columns().keySet());
            if (rule.rest() != null) {
                names.add(rule.rest());
            }
            if (rule.owned()) {
                names.add(RowTable.SOURCE_KEY);
            }
            shapes.putIfAbsent(rule.into(), shape(rule.key(), names, rule.columns()));
            rule.each().values().forEach(each -> shapes.putIfAbsent(each.into(), child(rule, each)));
        }
        if (mapping.restTable() != null) {
            shapes.putIfAbsent(mapping.restTable().into(), new Shape(null, null, true));
        }
        return shapes;
    }

    private static Shape child(MappingSpec.Rule rule, MappingSpec.Each each) {
        var key = new ArrayList<>(rule.key());
        key.add(each.position());
        var names = new ArrayList<>(key);
        names.addAll(each.columns().keySet());
        if (each.rest() != null) {
            names.add(each.rest());
        }
        var stated = new LinkedHashMap<>(rule.columns());
        stated.keySet().retainAll(rule.key());
        stated.putAll(each.columns());
        return shape(key, names, stated);
    }

    private static Shape shape(List<String> key, List<String> names, Map<String, ColumnSpec> stated) {
        var columns = new LinkedHashMap<String, String>();
        names.forEach(name -> columns.put(name, type(stated.get(name))));
        return new Shape(List.copyOf(key), columns, true);
    }

    /** As casts name it; empty where it takes the mapping's compiler to know. */
    private static String type(@Nullable ColumnSpec column) {
        if (column == null || column.type() == null || column.nul() != null) {
            return "";
        }
        var type = ColumnTypes.parse(column.type(), null);
        return type == null ? "" : type.cast();
    }
}
