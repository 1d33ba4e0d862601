package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the mapping of a source table. Injective tables (rule R6) pass by proof, the target key alone determines the source
 * key, or of a collection, with a part's place, the part's; owned ones by consent.
 */
public final class MappingCompiler {
    private MappingCompiler() {}

    /** Checks all of it, and makes the mapper if nothing is wrong. */
    public static Compiled compile(MappingSpec spec, KeySchema keys) {
        var problems = new Problems();
        var all = new ArrayList<>(spec.rules());
        if (spec.restTable() != null) {
            all.add(ofRest(spec.restTable(), keys));
        }
        var compiler = new RuleCompiler(all, keys, problems);
        var rules = new ArrayList<Taker>();
        for (int i = 0; i < all.size(); i++) {
            var rule = compiler.compile(i);
            if (rule != null) {
                rules.add(rule);
            }
        }
        Reachability.check(rules, keys, problems);
        TakenParts.check(rules, keys, problems);
        var tables = new MappedTables(rules, keys);
        tables.check(problems);
        if (!problems.all().isEmpty()) {
            int last = spec.restTable() == null ? -1 : spec.rules().size();
            return new Compiled.Refused(problems.all().stream()
                    .map(problem -> inElse(problem, "/" + last))
                    .toList());
        }
        return new Compiled.Ok(
                mapper(spec, keys, rules, tables),
                tables.kinds(),
                tables.reversibilities(),
                tables.holdings(),
                tables.limits(),
                tables.leftBehind(),
                tables.warnings());
    }

    /** The last rule: all that is left, under the source's own key. */
    private static MappingSpec.Rule ofRest(MappingSpec.RestTable table, KeySchema keys) {
        var key = keys.attributes().stream().map(KeySchema.KeyAttribute::name).toList();
        return new MappingSpec.Rule(Map.of(), table.into(), key, Map.of(), table.rest(), table.nul());
    }

    /** The rest table stands in the file under {@code else}. */
    private static MappingProblem inElse(MappingProblem problem, String entry) {
        var pointer = problem.pointer();
        return pointer.equals(entry) || pointer.startsWith(entry + "/")
                ? new MappingProblem(
                        entry + "/else" + pointer.substring(entry.length()),
                        problem.code(),
                        problem.what(),
                        problem.fix())
                : problem;
    }

    private static RuleMapper mapper(MappingSpec spec, KeySchema keys, List<Taker> rules, MappedTables tables) {
        var targets = tables.targets();
        var makers = new ArrayList<RuleMapper.Entry>();
        var keyInverses = new HashMap<String, SourceKeys>();
        var itemInverses = new HashMap<String, ItemInverse>();
        var collections = new HashMap<String, PartsMaker>();
        for (var taker : rules) {
            if (!(taker instanceof CompiledRule rule)) {
                var skipped = new Mapped.Skipped(taker.index() + 1);
                makers.add(new RuleMapper.Entry(taker.when(), (item, fields) -> skipped));
                continue;
            }
            var children = new ArrayList<ChildMaker>();
            for (var child : rule.children()) {
                children.add(
                        new ChildMaker(child, targets.getOrDefault(child.table().name(), child.table())));
            }
            var maker = new RowMaker(rule, targets.getOrDefault(rule.table().name(), rule.table()), children, keys);
            makers.add(new RuleMapper.Entry(rule.when(), maker::map));
            itemInverses.computeIfAbsent(rule.table().name(), name -> new InverseCompiler(rule, keys).inverse());
            if (maker.parts() != null) {
                collections.put(rule.table().name(), maker.parts());
                keyInverses.put(rule.table().name(), maker.parts()::first);
            } else if (!rule.table().isOwned()) {
                keyInverses.merge(rule.table().name(), maker.inverse(), SourceKeys::either);
            }
            rule.children()
                    .forEach(child -> keyInverses.merge(
                            child.table().name(), SourceKeys.ofChild(maker.inverse()), SourceKeys::either));
        }
        return new RuleMapper(
                keys,
                List.copyOf(targets.values()),
                tables.copied(),
                makers,
                new RuleMapper.Inverses(keyInverses, itemInverses, collections),
                spec.otherwise());
    }
}
