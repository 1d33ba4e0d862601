package dev.tailrace.mappers.mapping;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Utf8;
import dev.tailrace.mappers.mapper.Copied;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The target tables of a mapping, with the rules that write each; sorted by name. */
final class MappedTables {
    private final List<Taker> takers;
    private final KeySchema keys;
    private final SortedMap<String, List<CompiledRule>> parents;
    private final SortedMap<String, List<CompiledChild>> children;

    /** @param takers all rules of the mapping */
    MappedTables(List<Taker> takers, KeySchema keys) {
        var rules = takers.stream()
                .filter(CompiledRule.class::isInstance)
                .map(CompiledRule.class::cast)
                .toList();
        this.takers = takers;
        this.keys = keys;
        this.parents = rules.stream()
                .collect(groupingBy(rule -> rule.table().name(), () -> new TreeMap<>(Utf8.ORDER), toList()));
        this.children = rules.stream()
                .flatMap(rule -> rule.children().stream())
                .collect(groupingBy(child -> child.table().name(), () -> new TreeMap<>(Utf8.ORDER), toList()));
    }

    /** Tells where rules disagree about a table. */
    void check(Problems problems) {
        parents.values().forEach(writers -> {
            TableCompiler.check(writers, problems);
            TableCompiler.checkParts(writers, takers, problems);
        });
        children.values().forEach(writers -> ChildTables.check(writers, parents.keySet(), problems));
    }

    SortedMap<String, RowTable> targets() {
        var targets = new TreeMap<String, RowTable>(Utf8.ORDER);
        parents.forEach((name, writers) -> targets.put(
                name,
                TableCompiler.table(writers.stream().map(CompiledRule::table).toList())));
        children.forEach((name, writers) -> targets.put(
                name,
                TableCompiler.table(writers.stream().map(CompiledChild::table).toList())));
        return targets;
    }

    List<TableKind> kinds() {
        var kinds = new TreeMap<String, TableKind>(Utf8.ORDER);
        parents.forEach((name, writers) -> kinds.put(name, TableCompiler.kind(writers, takers)));
        children.forEach((name, writers) -> kinds.put(name, ChildTables.kind(writers.getFirst())));
        return List.copyOf(kinds.values());
    }

    List<Reversibility> reversibilities() {
        var all = new TreeMap<String, Reversibility>(Utf8.ORDER);
        parents.forEach((name, writers) -> all.put(name, InverseCompiler.reversibility(writers, keys)));
        children.forEach((name, writers) -> all.put(name, InverseCompiler.ofChildren(writers)));
        return List.copyOf(all.values());
    }

    /** By table, those of a table together. */
    List<RowLimit> limits() {
        var all = new TreeMap<String, List<RowLimit>>(Utf8.ORDER);
        parents.forEach((name, writers) -> all.put(name, LimitFinder.of(writers)));
        children.forEach((name, writers) -> all.put(name, LimitFinder.ofChildren(writers)));
        return all.values().stream().flatMap(List::stream).toList();
    }

    List<Holding> holdings() {
        return parents.values().stream()
                .flatMap(writers -> Holdings.of(writers).stream())
                .toList();
    }

    List<Copied> copied() {
        return parents.values().stream()
                .flatMap(writers -> Copies.of(writers).stream())
                .toList();
    }

    List<String> leftBehind() {
        var sentences = new ArrayList<String>();
        parents.values().forEach(writers -> TableCompiler.leftBehind(writers).forEach(sentences::add));
        children.values()
                .forEach(writers -> writers.stream()
                        .filter(child -> child.rest() == null)
                        .forEach(child -> sentences.add(ChildTables.leftBehind(child))));
        return sentences;
    }

    List<String> warnings() {
        var warnings = new ArrayList<String>();
        parents.values()
                .forEach(writers -> KeyLengths.warning(writers.getFirst(), keys).ifPresent(warnings::add));
        parents.values().forEach(writers -> KeyTimes.warning(writers.getFirst()).ifPresent(warnings::add));
        TakenParts.warnings(takers, keys).forEach(warnings::add);
        takers.stream()
                .filter(Taker.Skipping.class::isInstance)
                .forEach(rule -> warnings.add("Rule " + (rule.index() + 1)
                        + " leaves out what it takes (skip: true): these items are counted, and not at the target."));
        return warnings;
    }
}
