package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.mapper.RowTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A rule, checked and ready to run.
 *
 * @param index its place in the mapping
 * @param spec as the file states it
 * @param table the target table as this rule sees it
 * @param templates those of the condition
 * @param when the condition
 * @param sources of the table's columns, in their order
 * @param parts how the source key is made of the cells of {@link #keySources}; one per attribute of the source key
 * @param taken attributes that {@code rest} does not get, if their values came into their columns exactly
 * @param literal those of {@code taken} that a template takes, which is exact for S only
 * @param conditionOnKeyAlone whether the condition asks for attributes of the source key only
 * @param keyAlone whether the target key, too, depends on nothing but the source key
 * @param children tables for the elements of its lists
 */
record CompiledRule(
        int index,
        MappingSpec.Rule spec,
        RowTable table,
        RuleTemplates templates,
        When when,
        List<ColumnSource> sources,
        List<KeyPart> parts,
        Set<String> taken,
        Set<String> literal,
        boolean conditionOnKeyAlone,
        boolean keyAlone,
        List<CompiledChild> children)
        implements Taker {
    /** The same with children, whose lists rest does not get. */
    CompiledRule with(List<CompiledChild> its) {
        var all = new HashSet<>(taken);
        its.stream()
                .filter(child -> child.path().isAttribute())
                .forEach(child -> all.add(child.path().attribute()));
        return new CompiledRule(
                index,
                spec,
                table,
                templates,
                when,
                sources,
                parts,
                Set.copyOf(all),
                literal,
                conditionOnKeyAlone,
                keyAlone,
                List.copyOf(its));
    }

    /** What the source key is made of: the sources of the target key's columns, in key order; of a part its place, too. */
    List<ColumnSource> keySources() {
        var key = sources.subList(0, table.keySize());
        return spec.collect() == null
                ? key
                : Stream.concat(key.stream(), Stream.of(CollectCompiler.place(spec.collect(), when)))
                        .toList();
    }
}
