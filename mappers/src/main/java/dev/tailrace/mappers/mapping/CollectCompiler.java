package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.column.KeyType;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.problem.Code;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks a rule whose items are parts of rows (R6, collection). */
final class CollectCompiler {
    private final Rule rule;
    private final Collect collect;
    private final KeySchema keys;
    private final RuleTemplates templates;
    private final When when;
    private final String pointer;
    private final Problems problems;

    CollectCompiler(Rule rule, KeySchema keys, RuleTemplates templates, When when, String pointer, Problems problems) {
        this.rule = rule;
        this.collect = Objects.requireNonNull(rule.collect(), "a rule that collects");
        this.keys = keys;
        this.templates = templates;
        this.when = when;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** The field that is a part's place; told only whether it is one, see {@link #check}. */
    static ColumnSource.Field place(Collect collect, When when) {
        if (!(ColumnTypes.parse("bigint", null) instanceof KeyType type)) {
            throw new IllegalStateException("bigint can be a key");
        }
        return new ColumnSource.Field(collect.order(), when.fields().indexOf(collect.order()), type);
    }

    /** Tells what is wrong, but for the key. */
    void check(Collection<ColumnSource> columns) {
        var at = pointer + "/collect";
        if (collect.first() != 0 && collect.first() != 1) {
            tell(at + "/first", Code.F004, "The first part's place is " + collect.first() + ".", "Write 0 or 1.");
        }
        if (rule.owned()) {
            tell(
                    pointer + "/owned",
                    Code.F004,
                    "The rule collects parts, so none of its rows belongs to a single item.",
                    "State owned or collect, not both.");
        }
        if (!rule.each().isEmpty()) {
            tell(
                    pointer + "/each",
                    Code.F004,
                    "The rule collects parts, whose lists have no tables of their own.",
                    "Keep the lists in rest, or in a jsonb column.");
        }
        place(at);
        for (var name : List.of(collect.join(), collect.parts())) {
            if (keys.attribute(name) != null) {
                tell(
                        at,
                        Code.M008,
                        "The key attribute " + Shown.name(name) + " can be neither joined nor the number of parts.",
                        "Name another attribute.");
            }
        }
        boolean kept = columns.stream()
                .anyMatch(source -> source instanceof ColumnSource.Attribute attribute
                                && attribute.name().equals(collect.join())
                        || source instanceof ColumnSource.Packed packed
                                && packed.attribute().equals(collect.join()));
        if (!kept) {
            tell(
                    at + "/join",
                    Code.F004,
                    "No column takes the joined attribute " + Shown.name(collect.join()) + ".",
                    "Add one, e.g. body: { from: " + collect.join() + ", type: text }");
        }
    }

    private void place(String at) {
        var order = Shown.name(collect.order());
        var place = templates.find(collect.order());
        if (place == null || !"int".equals(place.field().type())) {
            tell(
                    at + "/order",
                    Code.F004,
                    "The place of a part, " + order + ", is not a field of type int.",
                    "Write it into the sort key's template: {" + collect.order() + ":int}");
            return;
        }
        if (rule.key().contains(collect.order()) || rule.columns().containsKey(collect.order())) {
            tell(
                    at + "/order",
                    Code.M007,
                    "The place of a part, " + order + ", is a column, but a row has all parts.",
                    "Remove the column; rest keeps the places.");
        }
        boolean ofSort = keys.sort() != null
                && templates.templates().entrySet().stream()
                        .allMatch(entry -> entry.getKey().equals(keys.sort().name())
                                == entry.getValue().fields().stream()
                                        .anyMatch(f -> f.name().equals(collect.order())));
        if (!ofSort) {
            tell(
                    at + "/order",
                    Code.M008,
                    "The place of a part, " + order + ", is not a field of the sort key, and of it alone.",
                    "Parts of a row have one partition key; number them in the sort key.");
        }
    }

    /** Tells where the target key is made of more than the source key, or of the place. */
    void checkKey(boolean ofKeyAlone, List<ColumnSource> key) {
        boolean ofPlace = key.stream()
                .anyMatch(source -> source instanceof ColumnSource.Computed computed
                        && computed.slot() == place(collect, when).slot());
        if (!ofKeyAlone || ofPlace) {
            tell(
                    pointer + "/key",
                    Code.M008,
                    "The key of " + Shown.name(rule.into()) + " depends on more than its parts have in common.",
                    "Make it of the fields of the source key, but for the place.");
        }
    }

    private void tell(String at, Code code, String what, @Nullable String fix) {
        problems.add(at, code, what, fix == null ? code.fix() : fix);
    }
}
