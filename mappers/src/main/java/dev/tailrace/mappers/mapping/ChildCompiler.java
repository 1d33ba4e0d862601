package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.MappingSpec.Each;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the children of a rule. */
final class ChildCompiler {
    /** Entries of an element are no key attributes, whatever their names. */
    private static final KeySchema NO_KEY = new KeySchema(new KeySchema.KeyAttribute("", KeySchema.KeyType.S), null);

    private static final RuleTemplates NO_TEMPLATES = new RuleTemplates(Map.of(), Map.of(), Map.of(), true);

    private final CompiledRule rule;
    private final KeySchema keys;
    private final Problems problems;

    ChildCompiler(CompiledRule rule, KeySchema keys, Problems problems) {
        this.rule = rule;
        this.keys = keys;
        this.problems = problems;
    }

    /** The children; fewer after telling what is wrong. */
    List<CompiledChild> compile() {
        var children = new ArrayList<CompiledChild>();
        rule.spec().each().forEach((name, each) -> {
            var pointer = Problems.pointer("/" + rule.index() + "/each", name);
            var path = AttributePath.parse(name, keys);
            var child = path == null || path.hasPlace() ? noPath(name, path, pointer) : compile(path, each, pointer);
            if (child != null) {
                children.stream()
                        .filter(other ->
                                other.path().holds(child.path()) || child.path().holds(other.path()))
                        .forEach(other -> hasColumn(child.path(), pointer));
                children.add(child);
            }
        });
        return children;
    }

    private @Nullable CompiledChild noPath(String name, @Nullable AttributePath path, String pointer) {
        problems.add(
                pointer,
                Code.F004,
                "The path " + Shown.text(name)
                        + (path == null ? ColumnCompiler.NO_PATH + "." : " leads to an element of a list."),
                path == null
                        ? ColumnCompiler.HOW
                        : "Take the whole list: a row of it can hold the element's in jsonb.");
        return null;
    }

    /** Whether a column takes the list, all that it is in, or something in it. */
    private boolean isTaken(AttributePath path) {
        return keys.attribute(path.attribute()) != null
                || rule.taken().contains(path.attribute())
                || rule.sources().stream()
                        .anyMatch(source -> source instanceof ColumnSource.Path column
                                && !column.path().hasPlace()
                                && (column.path().holds(path) || path.holds(column.path()))
                                && !path.isAttribute());
    }

    private void hasColumn(AttributePath path, String pointer) {
        problems.add(
                pointer,
                Code.M007,
                "The attribute " + Shown.name(path.isAttribute() ? path.attribute() : path.toString())
                        + " has a column already.",
                "Remove the column, or keep the list there.");
    }

    private @Nullable CompiledChild compile(AttributePath path, Each each, String pointer) {
        int before = problems.count();
        if (isTaken(path)) {
            hasColumn(path, pointer);
        }
        checkNames(each, pointer);
        var columns = columns(each, pointer, problems);
        return problems.count() > before ? null : child(path, each, pointer, columns);
    }

    /** Tells what is wrong with the columns of a rule's children, where the rule itself cannot be compiled. */
    static void checkColumns(Rule rule, String pointer, Problems problems) {
        rule.each().forEach((name, each) -> columns(each, Problems.pointer(pointer + "/each", name), problems));
    }

    private static Map<String, ColumnSource> columns(Each each, String pointer, Problems problems) {
        var element = new Rule(Map.of(), each.into(), List.of(), each.columns(), each.rest(), each.nul());
        var columns = new LinkedHashMap<String, ColumnSource>();
        var compiler = new ColumnCompiler(element, NO_KEY, NO_TEMPLATES, new When(NO_TEMPLATES), problems);
        for (var name : each.columns().keySet()) {
            var source = compiler.compile(name, Problems.pointer(pointer + "/columns", name), false);
            if (source != null) {
                columns.put(name, source);
            }
        }
        if (each.rest() != null) {
            columns.put(each.rest(), new ColumnSource.Rest(RuleCompiler.restType(element, pointer, problems)));
        }
        return columns;
    }

    private CompiledChild child(AttributePath path, Each each, String pointer, Map<String, ColumnSource> columns) {
        var all = new ArrayList<>(rule.table().key());
        var place = ColumnTypes.parse("integer", null);
        if (place == null) {
            throw new IllegalStateException("there is a type integer");
        }
        all.add(new RowTable.Column(
                each.position(),
                place,
                "place in " + Shown.name(path.isAttribute() ? path.attribute() : path.toString())));
        int keySize = all.size();
        var taken = new HashSet<String>();
        columns.forEach((name, source) -> {
            all.add(RuleCompiler.column(name, source, NO_TEMPLATES));
            if (source instanceof ColumnSource.Attribute entry) {
                taken.add(entry.name());
            }
        });
        var sources = List.copyOf(columns.values());
        return new CompiledChild(
                rule.index(),
                pointer,
                rule.table().name(),
                path,
                new RowTable(each.into(), all, keySize),
                sources,
                taken,
                InverseCompiler.ofElement(sources, taken, keySize));
    }

    private void checkNames(Each each, String pointer) {
        var names = new HashSet<String>();
        var checker = new NameCheck(problems);
        checker.table(each.into(), pointer + "/into");
        rule.table().key().forEach(column -> names.add(column.name()));
        checker.column(names, each.position(), pointer + "/position");
        for (var name : each.columns().keySet()) {
            checker.column(names, name, Problems.pointer(pointer + "/columns", name));
        }
        if (each.rest() != null) {
            checker.column(names, each.rest(), pointer + "/rest");
        }
    }
}
