package dev.tailrace.mappers.mapping;

import dev.tailrace.mappers.column.CellType;
import dev.tailrace.mappers.column.ColumnTypes;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.Shown;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles one rule. */
final class RuleCompiler {
    private static final int MOST_COLUMNS = 1_600;
    private static final RowTable.Column OWNER =
            new RowTable.Column(RowTable.SOURCE_KEY, ColumnTypes.TEXT, "the item's key");

    private final List<Rule> rules;
    private final KeySchema keys;
    private final Problems problems;

    RuleCompiler(List<Rule> rules, KeySchema keys, Problems problems) {
        this.rules = rules;
        this.keys = keys;
        this.problems = problems;
    }

    /** The rule, ready to run; null after telling what is wrong. */
    @Nullable
    Taker compile(int index) {
        int before = problems.count();
        var templates = RuleTemplates.read(rules.get(index), keys, "/" + index, problems);
        if (!rules.get(index).skip()) {
            return compile(index, templates, before);
        }
        return problems.count() > before ? null : new Taker.Skipping(index, templates, keys);
    }

    private @Nullable CompiledRule compile(int index, RuleTemplates templates, int before) {
        var rule = rules.get(index);
        var pointer = "/" + index;
        checkNames(rule, pointer);
        var when = new When(templates);
        var columns = columns(rule, pointer, new ColumnCompiler(rule, keys, templates, when, problems));
        if (problems.count() > before) {
            ChildCompiler.checkColumns(rule, pointer, problems);
            return null;
        }
        var sources = List.copyOf(columns.values());
        int keySize = rule.key().size();
        boolean keyAlone = ofKeyAlone(sources.subList(0, keySize));
        var keySources = new ArrayList<>(sources.subList(0, keySize));
        if (rule.collect() != null) {
            var collect = new CollectCompiler(rule, keys, templates, when, pointer, problems);
            collect.check(sources);
            collect.checkKey(keyAlone, keySources);
            keySources.add(CollectCompiler.place(rule.collect(), when));
        }
        if (problems.count() > before) {
            return null;
        }
        var parts = rule.owned()
                ? List.<KeyPart>of()
                : new KeyCompiler(rule, templates, keySources, pointer, problems).compile(keys);
        if (problems.count() > before) {
            return null;
        }
        var literal = literal(rule, templates, columns);
        var table = new RowTable(
                rule.into(),
                Stream.concat(
                                columns.entrySet().stream().map(c -> column(c.getKey(), c.getValue(), templates)),
                                rule.owned() ? Stream.of(OWNER) : Stream.empty())
                        .toList(),
                keySize,
                rule.owned()
                        ? RowTable.Kind.OWNED
                        : rule.collect() != null ? RowTable.Kind.COLLECTION : RowTable.Kind.INJECTIVE);
        var compiled = new CompiledRule(
                index,
                rule,
                table,
                templates,
                when,
                sources,
                parts,
                taken(columns, literal),
                literal,
                templates.ofKey(keys).equals(templates),
                keyAlone,
                List.of());
        int known = problems.count();
        var children = new ChildCompiler(compiled, keys, problems).compile();
        return problems.count() > known ? null : compiled.with(children);
    }

    /** Columns in the table's order: those of the key, the others as the file has them, the rest. */
    private Map<String, ColumnSource> columns(Rule rule, String pointer, ColumnCompiler compiler) {
        var columns = new LinkedHashMap<String, ColumnSource>();
        for (int i = 0; i < rule.key().size(); i++) {
            var name = rule.key().get(i);
            boolean defined = rule.columns().containsKey(name);
            var at = defined ? Problems.pointer(pointer + "/columns", name) : pointer + "/key/" + i;
            put(columns, name, compiler.compile(name, at, true));
        }
        for (var name : rule.columns().keySet()) {
            if (!rule.key().contains(name)) {
                put(columns, name, compiler.compile(name, Problems.pointer(pointer + "/columns", name), false));
            }
        }
        if (rule.rest() != null) {
            columns.put(rule.rest(), new ColumnSource.Rest(restType(rule, pointer, problems)));
        }
        return columns;
    }

    static CellType restType(Rule rule, String pointer, Problems problems) {
        var type = rule.nul() == null ? ColumnTypes.JSONB : ColumnTypes.withNul(ColumnTypes.JSONB, rule.nul());
        if (type == null) {
            problems.add(
                    pointer + "/nul",
                    Code.F004,
                    "The rule for U+0000 in rest is '" + Shown.name(Objects.requireNonNull(rule.nul())) + "'.",
                    "Write fail, strip or escape.");
            return ColumnTypes.JSONB;
        }
        return type;
    }

    private static void put(Map<String, ColumnSource> columns, String name, @Nullable ColumnSource source) {
        if (source != null) {
            columns.put(name, source);
        }
    }

    private void checkNames(Rule rule, String pointer) {
        var checker = new NameCheck(problems);
        checker.table(rule.into(), pointer + "/into");
        var names = new HashSet<String>();
        if (rule.owned()) {
            names.add(RowTable.SOURCE_KEY);
            if (!rule.each().isEmpty()) {
                problems.add(
                        pointer + "/each",
                        Code.M008,
                        "Rows of " + Shown.name(rule.into())
                                + " belong to an item by the application's rule only, and so"
                                + " those of its child tables would belong to none.",
                        "Keep the lists in rest, or put the source's key into the key.");
            }
        }
        for (int i = 0; i < rule.key().size(); i++) {
            checker.column(names, rule.key().get(i), pointer + "/key/" + i);
        }
        if (rule.key().isEmpty()) {
            problems.add(pointer + "/key", Code.M002, "The rule states no key.");
        }
        for (var name : rule.columns().keySet()) {
            if (!rule.key().contains(name)) {
                checker.column(names, name, Problems.pointer(pointer + "/columns", name));
            }
        }
        if (rule.rest() != null) {
            checker.column(names, rule.rest(), pointer + "/rest");
        }
        if (names.size() > MOST_COLUMNS) {
            problems.add(
                    pointer + "/columns",
                    Code.M006,
                    "The table has " + names.size() + " columns; Postgres takes " + MOST_COLUMNS + ".",
                    "Leave some to rest.");
        }
    }

    static RowTable.Column column(String name, ColumnSource source, RuleTemplates templates) {
        var from = switch (source) {
            case ColumnSource.Attribute attribute -> attribute.name();
            case ColumnSource.Path path -> path.path().toString();
            case ColumnSource.Packed packed -> packed.attribute() + " unpacked";
            case ColumnSource.Computed computed ->
                "computed of " + computed.of() + ": " + computed.transform().how();
            case ColumnSource.Constant constant -> "always " + constant.cell();
            case ColumnSource.Rest r -> "everything else";
            case ColumnSource.Field field -> {
                var place = Objects.requireNonNull(templates.find(field.name()), "the field's template");
                yield field.name() + " of " + place.attribute();
            }
        };
        return new RowTable.Column(name, source.type(), Shown.name(from));
    }

    /** Attributes that a template fixes or takes apart as text, in the same way for every row of the table. */
    private Set<String> literal(Rule rule, RuleTemplates templates, Map<String, ColumnSource> columns) {
        var literal = new HashSet<String>();
        templates.templates().forEach((attribute, template) -> {
            boolean everywhere = rules.stream()
                    .filter(other -> other.into().equals(rule.into()))
                    .allMatch(other -> Objects.equals(condition(other, attribute), condition(rule, attribute)));
            boolean kept = template.fields().stream()
                    .allMatch(field -> columns.get(field.name()) instanceof ColumnSource.Field column
                            && column.type().equals(ColumnTypes.TEXT));
            if (everywhere && kept && keys.attribute(attribute) == null) {
                literal.add(attribute);
            }
        });
        return Set.copyOf(literal);
    }

    private MappingSpec.@Nullable Condition condition(Rule rule, String attribute) {
        return rule.when().entrySet().stream()
                .filter(entry -> AttributePath.of(attribute).equals(AttributePath.parse(entry.getKey(), keys)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private Set<String> taken(Map<String, ColumnSource> columns, Set<String> literal) {
        var taken = new HashSet<>(literal);
        keys.attributes().forEach(key -> taken.add(key.name()));
        for (var source : columns.values()) {
            if (source instanceof ColumnSource.Attribute attribute) {
                taken.add(attribute.name());
            }
        }
        return Set.copyOf(taken);
    }

    private boolean ofKeyAlone(List<ColumnSource> keyColumns) {
        return keyColumns.stream()
                .allMatch(source -> !(source instanceof ColumnSource.Path)
                        && !(source instanceof ColumnSource.Computed computed
                                && computed.slot() < 0
                                && keys.attribute(computed.of().attribute()) == null)
                        && (!(source instanceof ColumnSource.Attribute attribute)
                                || keys.attribute(attribute.name()) != null));
    }
}
