package dev.tailrace.mappers.mapping;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.mapper.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        var tables = rules.stream()
                .collect(groupingBy(rule -> rule.table().name(), () -> new TreeMap<>(Utf8.ORDER), toList()));
        tables.values().forEach(writers -> TableCompiler.check(writers, problems));
        if (!problems.all().isEmpty()) {
            return new Compiled.Refused(problems.all());
        }
        return new Compiled.Ok(
                mapper(spec, keys, rules, tables),
                tables.values().stream()
                        .map(writers -> TableCompiler.kind(writers, rules))
                        .toList(),
                tables.values().stream()
                        .map(writers -> InverseCompiler.reversibility(writers, keys))
                        .toList(),
                warnings(keys, tables));
    }

    private static RuleMapper mapper(
            MappingSpec spec, KeySchema keys, List<CompiledRule> rules, Map<String, List<CompiledRule>> tables) {
        var targets = new TreeMap<String, TargetTable>(Utf8.ORDER);
        tables.forEach((name, writers) -> targets.put(name, TableCompiler.table(writers)));
        var makers = new ArrayList<RowMaker>();
        var keyInverses = new HashMap<String, KeyInverse>();
        var rowInverses = new HashMap<String, RowInverse>();
        for (var rule : rules) {
            var target = targets.get(rule.table().name());
            var maker = new RowMaker(rule, target == null ? rule.table() : target, keys);
            makers.add(maker);
            keyInverses.putIfAbsent(rule.table().name(), maker.inverse());
            rowInverses.computeIfAbsent(rule.table().name(), name -> new InverseCompiler(rule, keys).inverse());
        }
        return new RuleMapper(keys, List.copyOf(targets.values()), makers, keyInverses, rowInverses, spec.otherwise());
    }

    private static List<String> warnings(KeySchema keys, Map<String, List<CompiledRule>> tables) {
        var warnings = new ArrayList<String>();
        for (var writers : tables.values()) {
            TableCompiler.warnings(writers).forEach(warnings::add);
            KeyLengths.warning(writers.getFirst(), keys).ifPresent(warnings::add);
        }
        return warnings;
    }
}
