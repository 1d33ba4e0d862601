package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;

/**
 * Compiles the mapping of a source table. Only injective mappings (rule R6) pass: the target key alone gives back the source key.
 */
public final class MappingCompiler {
    private MappingCompiler() {}

    /** Checks all of it, and makes the mapper if nothing is wrong. */
    public static Compiled compile(MappingSpec spec, KeySchema keys) {
        var problems = new Problems();
        var compiler = new RuleCompiler(spec.rules(), keys, problems);
        var rules = new ArrayList<CompiledRule>();
        for (int i = 0; i < spec.rules().size(); i++) {
            var rule = compiler.compile(i);
            if (rule != null) {
                rules.add(rule);
            }
        }
        Reachability.check(rules, problems);
        var tables = new Tables(rules, keys);
        tables.check(problems);
        if (!problems.all().isEmpty()) {
            return new Compiled.Refused(problems.all());
        }
        return new Compiled.Ok(
                mapper(spec, keys, rules, tables.targets()),
                tables.kinds(),
                tables.reversibilities(),
                tables.warnings());
    }

    private static RuleMapper mapper(
            MappingSpec spec, KeySchema keys, List<CompiledRule> rules, SortedMap<String, TargetTable> targets) {
        var makers = new ArrayList<RowMaker>();
        var keyInverses = new HashMap<String, SourceKeys>();
        var itemInverses = new HashMap<String, ItemInverse>();
        for (var rule : rules) {
            var children = new ArrayList<ChildMaker>();
            for (var child : rule.children()) {
                children.add(
                        new ChildMaker(child, targets.getOrDefault(child.table().name(), child.table())));
            }
            var maker = new RowMaker(rule, targets.getOrDefault(rule.table().name(), rule.table()), children, keys);
            makers.add(maker);
            itemInverses.computeIfAbsent(rule.table().name(), name -> new InverseCompiler(rule, keys).inverse());
            keyInverses.putIfAbsent(rule.table().name(), maker.inverse());
            rule.children()
                    .forEach(child ->
                            keyInverses.putIfAbsent(child.table().name(), SourceKeys.ofChild(maker.inverse())));
        }
        return new RuleMapper(keys, List.copyOf(targets.values()), makers, keyInverses, itemInverses, spec.otherwise());
    }
}
