package dev.tailrace.activities.file;

import dev.tailrace.activities.file.TargetsCheck.Shape;
import dev.tailrace.mappers.mapper.TargetTable;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The target tables of a mapping that may not be compiled yet: their names, and those of their columns. */
final class TargetShapes {
    private TargetShapes() {}

    /** The first rule that writes a table says what it has; where others say otherwise, that is told elsewhere. */
    static Map<String, Shape> of(MappingSpec mapping) {
        var shapes = new LinkedHashMap<String, Shape>();
        for (var rule : mapping.rules()) {
            var names = new ArrayList<>(rule.key());
            names.addAll(rule.columns().keySet());
            if (rule.rest() != null) {
                names.add(rule.rest());
            }
            if (rule.owned()) {
                names.add(TargetTable.SOURCE_KEY);
            }
            shapes.putIfAbsent(rule.into(), shape(rule.key(), names));
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
        return shape(key, names);
    }

    private static Shape shape(List<String> key, List<String> names) {
        var columns = new LinkedHashMap<String, String>();
        names.forEach(name -> columns.put(name, ""));
        return new Shape(List.copyOf(key), columns, true);
    }
}
